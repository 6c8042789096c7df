package io.twofold.client;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Grey images of 2x2 pixels as bytes, floats and PNG files. */
public final class TestImages {

  private TestImages() {}

  /** A PNG file of 2x2 pixels. */
  public static byte[] png(int... pixels) {
    return greyPng(2, 2, pixels);
  }

  /** A grey PNG file. */
  public static byte[] greyPng(int height, int width, int... pixels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, height, pixels);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The pixels of a grey PNG file, row by row. */
  public static int[] pixels(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(ByteString.copyFrom(png).newInput());
      return image
          .getRaster()
          .getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] pixels(List<ByteString> pngs) {
    byte[] pixels = new byte[pngs.size() * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) pixels(pngs.get(i / 4).toByteArray())[i % 4];
    }
    return pixels;
  }

  static List<byte[]> pngs(byte[] pixels) {
    List<byte[]> pngs = new ArrayList<>();
    for (int i = 0; i < pixels.length; i += 4) {
      pngs.add(
          png(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff, pixels[i + 3] & 0xff));
    }
    return pngs;
  }

  static byte toByte(float value) {
    return (byte) Math.round(value * 255);
  }

  static byte[] toBytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = toByte(values[i]);
    }
    return bytes;
  }

  static float[] toFloats(byte[] bytes) {
    float[] floats = new float[bytes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (bytes[i] & 0xff) / 255f;
    }
    return floats;
  }

  /** The upper and lower rows of each image, in turn. */
  static byte[][] rows(io.twofold.v1.Images images) {
    byte[] pixels =
        switch (images.getPixelsCase()) {
          case UINT8 -> images.getUint8().toByteArray();
          case FLOAT32 -> toBytes(Wire.floats(images.getFloat32()));
          case PNG -> pixels(images.getPng().getFilesList());
          case PIXELS_NOT_SET -> throw new AssertionError("a request without pixels");
        };
    byte[][] rows = new byte[pixels.length / 2][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new byte[] {pixels[2 * i], pixels[2 * i + 1]};
    }
    return rows;
  }

  /** Every second row from {@code first} on, as floats. */
  static float[] values(byte[][] rows, int first) {
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = (rows[i / 2 * 2 + first][i % 2] & 0xff) / 255f;
    }
    return values;
  }

  static io.twofold.v1.Images images(byte[] pixels, io.twofold.v1.ImageFormat format) {
    int count = pixels.length / 4;
    Images raw = Images.uint8(1, 2, 2, count, pixels);
    return switch (format) {
      case IMAGE_FORMAT_UINT8 -> raw.message();
      case IMAGE_FORMAT_PNG ->
          raw.message().toBuilder()
              .setPng(
                  io.twofold.v1.PngImages.newBuilder()
                      .addAllFiles(pngs(pixels).stream().map(ByteString::copyFrom).toList()))
              .build();
      default -> Images.float32(1, 2, 2, count, toFloats(pixels)).message();
    };
  }
}
