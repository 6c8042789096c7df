package io.twofold.batch;

import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PixelBytes;
import io.twofold.codec.image.PngEncoder;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Seeded images in the forms that a data set may have. */
public final class TestData {

  private TestData() {}

  /** Images of one byte a value, back to back. */
  public static byte[] pixels(int count, ImageShape shape, long seed) {
    byte[] pixels = new byte[count * shape.size()];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  public static float[] floats(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = PixelBytes.value(pixels[i]);
    }
    return values;
  }

  /** Images {@code from} to {@code to} of many. */
  public static byte[] images(byte[] pixels, ImageShape shape, int from, int to) {
    return Arrays.copyOfRange(pixels, from * shape.size(), to * shape.size());
  }

  /** An IDX file [count, height, width]; gzipped where its name says so. */
  public static Path idx(Path file, byte[] pixels, ImageShape shape) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
    try (DataOutputStream out = new DataOutputStream(packed)) {
      out.writeInt(0x803);
      out.writeInt(pixels.length / shape.size());
      out.writeInt(shape.height());
      out.writeInt(shape.width());
      out.write(pixels);
    }
    return file;
  }

  /** PNG files {@code 000.png}, {@code 001.png} and so on. */
  public static Path pngs(Path folder, byte[] pixels) throws IOException {
    Files.createDirectories(folder);
    ImageShape shape = TinyBundle.SHAPE;
    for (int i = 0; i < pixels.length / shape.size(); i++) {
      Files.write(
          folder.resolve("%03d.png".formatted(i)),
          PngEncoder.encode(images(pixels, shape, i, i + 1), shape));
    }
    return folder;
  }
}
