package io.twofold.codec.image;

import io.twofold.codec.bundle.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes one image as an 8-bit PNG file, grey or RGB. */
public final class PngEncoder {

  private PngEncoder() {}

  /**
   * Writes an image.
   *
   * @param samples [channels, height, width], one byte each
   */
  public static byte[] encode(byte[] samples, ImageShape shape) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(image(samples, shape), null, null));
    } catch (IOException e) {
      throw new UncheckedIOException("a PNG in memory cannot be written", e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static BufferedImage image(byte[] samples, ImageShape shape) {
    BufferedImage image =
        new BufferedImage(
            shape.width(),
            shape.height(),
            shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    WritableRaster raster = image.getRaster();
    int plane = shape.height() * shape.width();
    for (int i = 0; i < samples.length; i++) {
      int at = i % plane;
      raster.setSample(
          at % shape.width(), at / shape.width(), i / plane, Byte.toUnsignedInt(samples[i]));
    }
    return image;
  }
}
