package io.twofold.client;

import com.google.protobuf.ByteString;
import io.twofold.v1.ImageShape;
import io.twofold.v1.PngImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One or many images of one shape, as floats, bytes or PNG files. Pixels are laid out image by
 * image, channel by channel, row by row.
 */
public final class Images {

  private final io.twofold.v1.Images message;

  private Images(io.twofold.v1.Images message) {
    this.message = message;
  }

  static Images of(io.twofold.v1.Images message) {
    return new Images(message);
  }

  io.twofold.v1.Images toMessage() {
    return message;
  }

  /**
   * Images as floats.
   *
   * @param pixels count × channels × height × width values from 0 to 1
   */
  public static Images float32(int count, int channels, int height, int width, float[] pixels) {
    requireLength(count, channels, height, width, pixels.length);
    return new Images(
        shaped(count, channels, height, width).setFloat32(LittleEndian.bytes(pixels)).build());
  }

  /**
   * Images as bytes.
   *
   * @param pixels count × channels × height × width values, 0 to 255 for 0 to 1
   */
  public static Images uint8(int count, int channels, int height, int width, byte[] pixels) {
    requireLength(count, channels, height, width, pixels.length);
    return new Images(
        shaped(count, channels, height, width).setUint8(ByteString.copyFrom(pixels)).build());
  }

  /** Images as PNG files' bytes. */
  public static Images png(List<byte[]> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("at least one PNG file is needed");
    }
    PngImages.Builder png = PngImages.newBuilder();
    files.forEach(file -> png.addFiles(ByteString.copyFrom(file)));
    return new Images(io.twofold.v1.Images.newBuilder().setCount(files.size()).setPng(png).build());
  }

  /**
   * PNG files on disk.
   *
   * @throws IOException where one cannot be read
   */
  public static Images pngFiles(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    return png(contents);
  }

  /** How many images. */
  public int count() {
    return message.getCount();
  }

  /** Channels of each image; 0 where PNG files have not been opened yet. */
  public int channels() {
    return message.getShape().getChannels();
  }

  /** Rows of each image; 0 where PNG files have not been opened yet. */
  public int height() {
    return message.getShape().getHeight();
  }

  /** Columns of each image; 0 where PNG files have not been opened yet. */
  public int width() {
    return message.getShape().getWidth();
  }

  /** What the images are held as. */
  public ImageFormat format() {
    return switch (message.getPixelsCase()) {
      case FLOAT32 -> ImageFormat.FLOAT32;
      case UINT8 -> ImageFormat.UINT8;
      case PNG -> ImageFormat.PNG;
      case PIXELS_NOT_SET -> throw new IllegalStateException("the images hold no pixels");
    };
  }

  /**
   * The pixels as floats from 0 to 1.
   *
   * @throws IllegalStateException where the images are held otherwise
   */
  public float[] floats() {
    requireFormat(ImageFormat.FLOAT32);
    return LittleEndian.floats(message.getFloat32());
  }

  /**
   * The pixels as bytes from 0 to 255.
   *
   * @throws IllegalStateException where the images are held otherwise
   */
  public byte[] bytes() {
    requireFormat(ImageFormat.UINT8);
    return message.getUint8().toByteArray();
  }

  /**
   * The PNG files, one an image.
   *
   * @throws IllegalStateException where the images are held otherwise
   */
  public List<byte[]> pngs() {
    requireFormat(ImageFormat.PNG);
    return message.getPng().getFilesList().stream().map(ByteString::toByteArray).toList();
  }

  private void requireFormat(ImageFormat expected) {
    if (format() != expected) {
      throw new IllegalStateException("the images are held as " + format() + ", not " + expected);
    }
  }

  private static io.twofold.v1.Images.Builder shaped(
      int count, int channels, int height, int width) {
    return io.twofold.v1.Images.newBuilder()
        .setCount(count)
        .setShape(ImageShape.newBuilder().setChannels(channels).setHeight(height).setWidth(width));
  }

  private static void requireLength(int count, int channels, int height, int width, int actual) {
    long expected = (long) count * channels * height * width;
    if (count < 1 || actual != expected) {
      throw new IllegalArgumentException(
          "%d images of %dx%dx%d need %d values, not %d"
              .formatted(count, channels, height, width, expected, actual));
    }
  }
}
