package io.twofold.client;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of Java's own kind, from files and from pixels. */
final class Pictures {

  private Pictures() {}

  /**
   * The picture in a file.
   *
   * @throws IOException where there is none that Java can read
   */
  static BufferedImage read(Path file) throws IOException {
    BufferedImage picture;
    try {
      picture = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (RuntimeException e) {
      throw new IOException("'%s' is damaged: %s".formatted(file, e.getMessage()), e);
    }
    if (picture == null) {
      throw new IOException(
          "'%s' is no picture that Java can read: PNG, JPEG, GIF or BMP".formatted(file));
    }
    return picture;
  }

  /** The images as pictures in grey, or in colour where they have three channels. */
  static List<BufferedImage> of(Images images) {
    return switch (images.format()) {
      case PNG -> images.png().stream().map(Pictures::decoded).toList();
      case UINT8 -> of(images, images.uint8());
      case FLOAT32 -> of(images, bytes(images.float32()));
    };
  }

  private static List<BufferedImage> of(Images images, byte[] pixels) {
    int area = images.height() * images.width();
    boolean colour = images.channels() == 3;
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      BufferedImage picture =
          new BufferedImage(
              images.width(),
              images.height(),
              colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
      for (int band = 0; band < (colour ? 3 : 1); band++) {
        for (int at = 0; at < area; at++) {
          picture
              .getRaster()
              .setSample(
                  at % images.width(),
                  at / images.width(),
                  band,
                  pixels[(i * images.channels() + band) * area + at] & 0xff);
        }
      }
      pictures.add(picture);
    }
    return pictures;
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
    }
    return bytes;
  }

  private static BufferedImage decoded(byte[] png) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      if (picture == null) {
        throw new IllegalStateException("the images hold a file that is no PNG");
      }
      return picture;
    } catch (IOException e) {
      throw new IllegalStateException("the images hold a damaged PNG: " + e.getMessage(), e);
    }
  }
}
