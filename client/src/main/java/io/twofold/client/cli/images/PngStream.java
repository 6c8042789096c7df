package io.twofold.client.cli.images;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** PNG files that come one after another on a stream. */
final class PngStream {

  private static final int SIGNATURE_LENGTH = 8;

  /** Length and type of a chunk, and its check sum. */
  private static final int CHUNK_FRAME = 12;

  private static final int END = 0x49454e44; // IEND
  private static final int MAX_CHUNK = 64 << 20;

  private PngStream() {}

  /**
   * Every file of the stream, by the lengths that its chunks state.
   *
   * @throws IOException where the stream holds none, or something else, or breaks off
   */
  static List<byte[]> readAll(InputStream stream) throws IOException {
    DataInputStream data = new DataInputStream(stream);
    List<byte[]> files = new ArrayList<>();
    byte[] signature = data.readNBytes(SIGNATURE_LENGTH);
    while (signature.length > 0) {
      if (!ImageFile.isPng(signature)) {
        throw new IOException(
            "the standard input is not a PNG file" + (files.isEmpty() ? "" : after(files)));
      }
      try {
        files.add(readChunks(signature, data));
      } catch (EOFException e) {
        throw new IOException("the standard input breaks off within a PNG file", e);
      }
      signature = data.readNBytes(SIGNATURE_LENGTH);
    }
    if (files.isEmpty()) {
      throw new IOException("the standard input is empty, and a PNG file was to come from it");
    }
    return files;
  }

  private static String after(List<byte[]> files) {
    return " after %d that were".formatted(files.size());
  }

  private static byte[] readChunks(byte[] signature, DataInputStream data) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(signature);
    int type;
    do {
      int length = data.readInt();
      type = data.readInt();
      if (length < 0 || length > MAX_CHUNK) {
        throw new IOException("the standard input is a broken PNG file: a chunk's length is wrong");
      }
      byte[] rest = new byte[length + CHUNK_FRAME - 8];
      data.readFully(rest);
      file.write(ByteBuffer.allocate(8).putInt(length).putInt(type).array());
      file.write(rest);
    } while (type != END);
    return file.toByteArray();
  }
}
