package io.twofold.trainer.checkpoint;

import io.twofold.codec.bundle.Sha256;
import io.twofold.trainer.disk.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint on disk: a line that says what the file is, its format as an int32, the four maps of
 * {@link Checkpoint}, and the SHA-256 of all that. Numbers are big-endian; a map is its size and
 * its entries; a text is its length in bytes and its UTF-8; an array is its length and its float32
 * values.
 */
final class CheckpointFile {

  static final int FORMAT = 1;

  private static final byte[] MAGIC = "twofold checkpoint\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;

  /** Reads one value. */
  private interface Read<T> {
    T from(DataInputStream in) throws IOException;
  }

  /** Writes one value. */
  private interface Write<T> {
    void to(DataOutputStream out, T value) throws IOException;
  }

  private CheckpointFile() {}

  static void write(Path file, Checkpoint checkpoint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeInt(FORMAT);
      writeMap(out, checkpoint.identity(), CheckpointFile::writeText);
      writeMap(out, checkpoint.arrays(), CheckpointFile::writeFloats);
      writeMap(out, checkpoint.numbers(), DataOutputStream::writeLong);
      writeMap(out, checkpoint.texts(), CheckpointFile::writeText);
    }
    bytes.writeBytes(Sha256.newDigest().digest(bytes.toByteArray()));
    DurableFiles.replace(file, bytes.toByteArray());
  }

  /**
   * Reads a checkpoint whole.
   *
   * @throws CheckpointException where the file is not one, or not as it was written
   */
  static Checkpoint read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - DIGEST;
    if (end < MAGIC.length + Integer.BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CheckpointException(file + " is no checkpoint, or only the beginning of one");
    }
    int format = ByteBuffer.wrap(bytes).getInt(MAGIC.length);
    if (format != FORMAT) {
      throw new CheckpointException(
          "%s has format %d; this version of Twofold reads format %d"
              .formatted(file, format, FORMAT));
    }
    byte[] digest = Sha256.newDigest().digest(Arrays.copyOf(bytes, end));
    if (!Arrays.equals(digest, Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new CheckpointException(file + " is broken: its SHA-256 is not that of its content");
    }
    int start = MAGIC.length + Integer.BYTES;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, start, end - start))) {
      return new Checkpoint(
          readMap(in, CheckpointFile::readText),
          readMap(in, CheckpointFile::readFloats),
          readMap(in, DataInputStream::readLong),
          readMap(in, CheckpointFile::readText));
    }
  }

  private static <T> void writeMap(DataOutputStream out, Map<String, T> map, Write<T> write)
      throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, T> entry : map.entrySet()) {
      writeText(out, entry.getKey());
      write.to(out, entry.getValue());
    }
  }

  private static <T> Map<String, T> readMap(DataInputStream in, Read<T> read) throws IOException {
    Map<String, T> map = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      map.put(readText(in), read.from(in));
    }
    return map;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES)).asFloatBuffer().get(values);
    return values;
  }
}
