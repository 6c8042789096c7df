package io.twofold.trainer.report;

import io.twofold.trainer.disk.DurableFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG: lossless, and a file is there as a whole or not at all. */
public final class Png {

  private Png() {}

  /** The PNG file's bytes. */
  public static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalArgumentException("no PNG writer takes images of type " + image.getType());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The bytes of a PNG file of one image: 8-bit grey for one channel, 8-bit colour for three.
   *
   * @param values channels × height × width values; what lies outside 0 to 1 is clamped
   * @throws IllegalArgumentException if the values are not one such image
   */
  public static byte[] encode(float[] values, int channels, int height, int width) {
    int count = ImageTile.count(values, channels, height, width);
    if (count != 1) {
      throw new IllegalArgumentException("a PNG file holds one image, not " + count);
    }
    return encode(new ImageTile(values, 0, channels, height, width).toImage());
  }

  /**
   * Writes {@code image} to {@code file}, in place of what is there, and creates the folders above.
   *
   * @throws IOException if the file cannot be written; then the old one is untouched
   */
  public static void write(BufferedImage image, Path file) throws IOException {
    DurableFiles.replace(file, encode(image));
  }

  /**
   * Writes one image of values from 0 to 1: 8-bit grey for one channel, 8-bit colour for three.
   *
   * @param values channels × height × width values; what lies outside 0 to 1 is clamped
   * @throws IllegalArgumentException if the values are not one such image
   * @throws IOException if the file cannot be written; then the old one is untouched
   */
  public static void write(float[] values, int channels, int height, int width, Path file)
      throws IOException {
    DurableFiles.replace(file, encode(values, channels, height, width));
  }
}
