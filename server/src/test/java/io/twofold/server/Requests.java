package io.twofold.server;

import com.google.protobuf.ByteString;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.v1.Codes;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.PngImages;
import io.twofold.v1.SwapRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Requests to a {@link TinyBundle}, and the images in them. */
public final class Requests {

  private Requests() {}

  public static EncodeRequest encode(Images images) {
    return EncodeRequest.newBuilder().setImages(images).build();
  }

  public static EncodeRequest encode(Images images, String model, long version) {
    return encode(images).toBuilder().setModel(selector(model, version)).build();
  }

  public static DecodeRequest decode(Codes codes, ImageFormat format) {
    return DecodeRequest.newBuilder().setCodes(codes).setImageFormat(format).build();
  }

  public static SwapRequest swap(Images contents, Images styles, ImageFormat format) {
    return SwapRequest.newBuilder()
        .setContents(contents)
        .setStyles(styles)
        .setImageFormat(format)
        .build();
  }

  public static ModelSelector selector(String model, long version) {
    return ModelSelector.newBuilder().setModel(model).setVersion(version).build();
  }

  public static Images float32(float[] values) {
    return Images.newBuilder()
        .setCount(values.length / TinyBundle.SHAPE.size())
        .setFloat32(Float32.toBytes(values))
        .build();
  }

  public static Images uint8(byte[] values) {
    return Images.newBuilder()
        .setCount(values.length / TinyBundle.SHAPE.size())
        .setUint8(ByteString.copyFrom(values))
        .build();
  }

  public static Images png(List<byte[]> files) {
    PngImages.Builder png = PngImages.newBuilder();
    files.forEach(file -> png.addFiles(ByteString.copyFrom(file)));
    return Images.newBuilder().setPng(png).build();
  }

  /** The nearest byte of each value. */
  public static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) Math.round(values[i] * 255);
    }
    return bytes;
  }

  /** Bytes as values from 0 to 1. */
  public static float[] values(byte[] bytes) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
    }
    return values;
  }

  /** One grey PNG file for each image. */
  public static List<byte[]> greyPngs(byte[] values) throws IOException {
    int size = TinyBundle.SHAPE.size();
    byte[][] files = new byte[values.length / size][];
    for (int i = 0; i < files.length; i++) {
      BufferedImage image = grey(TinyBundle.SHAPE.width(), TinyBundle.SHAPE.height());
      for (int at = 0; at < size; at++) {
        image
            .getRaster()
            .setSample(
                at % TinyBundle.SHAPE.width(),
                at / TinyBundle.SHAPE.width(),
                0,
                Byte.toUnsignedInt(values[i * size + at]));
      }
      files[i] = png(image);
    }
    return List.of(files);
  }

  public static BufferedImage grey(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }

  public static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", file)) {
      throw new IOException("no PNG can be written of " + image);
    }
    return file.toByteArray();
  }
}
