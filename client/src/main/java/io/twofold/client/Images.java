package io.twofold.client;

import com.google.protobuf.ByteString;
import io.twofold.v1.ImageShape;
import io.twofold.v1.Images.PixelsCase;
import io.twofold.v1.PngImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One or many images of one shape. Immutable: arrays are copied in and out, and the same images can
 * be sent in any number of calls.
 *
 * <p>Raw pixels are images back to back, each laid out channel by channel, row by row.
 */
public final class Images {

  private final io.twofold.v1.Images message;

  private Images(io.twofold.v1.Images message) {
    this.message = message;
  }

  /**
   * Images as PNG files. The server turns colours into grey for a model with one channel and
   * repeats grey for a model with three.
   *
   * @param files the bytes of one file an image, each of exactly the model's height and width
   */
  public static Images png(List<byte[]> files) {
    PngImages.Builder png = PngImages.newBuilder();
    files.forEach(file -> png.addFiles(ByteString.copyFrom(file)));
    return of(io.twofold.v1.Images.newBuilder().setCount(files.size()).setPng(png).build());
  }

  /**
   * Images from PNG files on disk; see {@link #png}.
   *
   * @throws IOException where a file cannot be read
   */
  public static Images pngFiles(List<Path> paths) throws IOException {
    List<byte[]> files = new ArrayList<>(paths.size());
    for (Path path : paths) {
      files.add(Files.readAllBytes(path));
    }
    return png(files);
  }

  /**
   * Images as bytes.
   *
   * @param pixels count × channels × height × width values, 0 to 255 for 0 to 1
   */
  public static Images uint8(int channels, int height, int width, int count, byte[] pixels) {
    return of(raw(channels, height, width, count).setUint8(ByteString.copyFrom(pixels)).build());
  }

  /**
   * Images as floats.
   *
   * @param pixels count × channels × height × width values from 0 to 1
   */
  public static Images float32(int channels, int height, int width, int count, float[] pixels) {
    return of(raw(channels, height, width, count).setFloat32(Wire.bytes(pixels)).build());
  }

  /**
   * Images as floats of any range, brought to 0 to 1: {@code min} becomes 0 and {@code max} 1, and
   * what lies beyond becomes the nearer of the two.
   *
   * @param pixels count × channels × height × width values
   * @param min the value of black, as -1 in a range from -1 to 1
   * @param max the value of white, more than {@code min}
   */
  public static Images scaled(
      int channels, int height, int width, int count, float[] pixels, float min, float max) {
    return float32(channels, height, width, count, Fitting.scaled(pixels, min, max));
  }

  /**
   * A picture in the shape of a model; see {@link #of(List, ModelInfo)}.
   *
   * @param model as from {@link TwofoldClient#model}
   */
  public static Images of(BufferedImage picture, ModelInfo model) {
    return of(List.of(picture), model);
  }

  /**
   * Pictures of any size in the shape of a model, fitted as the trainer fits its own: scaled with
   * their proportions kept, centred, and surrounded by the mean colour of their edge. Colours are
   * turned into grey (Rec. 601 luma) for a model with one channel, grey is repeated for a model
   * with three, and transparency is composited over black.
   *
   * @param pictures at least one
   * @param model as from {@link TwofoldClient#model}
   * @throws IllegalArgumentException where the model's shape is not known
   */
  public static Images of(List<BufferedImage> pictures, ModelInfo model) {
    ByteString pixels = Fitting.to(model).pixels(pictures);
    return of(
        raw(model.channels(), model.height(), model.width(), pictures.size())
            .setUint8(pixels)
            .build());
  }

  /**
   * Pictures from files, PNG, JPEG, GIF or BMP, fitted like {@link #of(List, ModelInfo)}.
   *
   * @param model as from {@link TwofoldClient#model}
   * @throws IOException where a file is missing, or no picture
   */
  public static Images files(List<Path> paths, ModelInfo model) throws IOException {
    List<BufferedImage> pictures = new ArrayList<>(paths.size());
    for (Path path : paths) {
      pictures.add(Pictures.read(path));
    }
    return of(pictures, model);
  }

  private static io.twofold.v1.Images.Builder raw(int channels, int height, int width, int count) {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "channels, height and width must be at least 1, not %dx%dx%d"
              .formatted(channels, height, width));
    }
    return io.twofold.v1.Images.newBuilder()
        .setCount(count)
        .setShape(ImageShape.newBuilder().setChannels(channels).setHeight(height).setWidth(width));
  }

  /** The images of a message whose pixels are as many as its count and shape say. */
  static Images of(io.twofold.v1.Images message) {
    int count = message.getCount();
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    ImageShape shape = message.getShape();
    long values = (long) count * shape.getChannels() * shape.getHeight() * shape.getWidth();
    switch (message.getPixelsCase()) {
      case PNG -> requireSize("PNG files", count, message.getPng().getFilesCount());
      case UINT8 -> requireSize("uint8 pixels", values, message.getUint8().size());
      case FLOAT32 ->
          requireSize("bytes of float32 pixels", values * 4, message.getFloat32().size());
      case PIXELS_NOT_SET -> throw new IllegalArgumentException("images must have pixels");
    }
    return new Images(message);
  }

  private static void requireSize(String what, long expected, long actual) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          "images must have %d %s for their count and shape, not %d"
              .formatted(expected, what, actual));
    }
  }

  io.twofold.v1.Images message() {
    return message;
  }

  /** How the pixels are written, and with it which of the three accessors reads them. */
  public ImageFormat format() {
    return switch (message.getPixelsCase()) {
      case PNG -> ImageFormat.PNG;
      case UINT8 -> ImageFormat.UINT8;
      case FLOAT32 -> ImageFormat.FLOAT32;
      case PIXELS_NOT_SET -> throw new IllegalStateException("images must have pixels");
    };
  }

  /** How many images. */
  public int count() {
    return message.getCount();
  }

  /** Channels of each image; 0 for PNG files made by {@link #png}. */
  public int channels() {
    return message.getShape().getChannels();
  }

  /** Rows of each image; 0 for PNG files made by {@link #png}. */
  public int height() {
    return message.getShape().getHeight();
  }

  /** Columns of each image; 0 for PNG files made by {@link #png}. */
  public int width() {
    return message.getShape().getWidth();
  }

  /**
   * The pixels as count × channels × height × width floats from 0 to 1.
   *
   * @throws IllegalStateException where the format is not {@link ImageFormat#FLOAT32}
   */
  public float[] float32() {
    require(PixelsCase.FLOAT32);
    return Wire.floats(message.getFloat32());
  }

  /**
   * The pixels as count × channels × height × width bytes, 0 to 255 for 0 to 1.
   *
   * @throws IllegalStateException where the format is not {@link ImageFormat#UINT8}
   */
  public byte[] uint8() {
    require(PixelsCase.UINT8);
    return message.getUint8().toByteArray();
  }

  /**
   * The bytes of one PNG file an image.
   *
   * @throws IllegalStateException where the format is not {@link ImageFormat#PNG}
   */
  public List<byte[]> png() {
    require(PixelsCase.PNG);
    return message.getPng().getFilesList().stream().map(ByteString::toByteArray).toList();
  }

  /**
   * Each image as a picture, whatever the format: grey for one channel, RGB for three.
   *
   * @throws IllegalStateException where the images are files that are no PNG
   */
  public List<BufferedImage> pictures() {
    return Pictures.of(this);
  }

  private void require(PixelsCase pixels) {
    if (message.getPixelsCase() != pixels) {
      throw new IllegalStateException("images are " + format() + ", not " + pixels);
    }
  }

  @Override
  public String toString() {
    return "Images[%d %s of %dx%dx%d]".formatted(count(), format(), channels(), height(), width());
  }
}
