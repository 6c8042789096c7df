package io.twofold.client.cli.images;

import io.twofold.client.Images;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads images as a model takes them. */
public final class ModelImages {

  private ModelImages() {}

  /**
   * Reads a PNG file, and checks that it is whole.
   *
   * @throws IOException where it cannot be read, or is broken or no PNG file
   */
  public static byte[] read(ImageFile file) throws IOException {
    byte[] png = file.read();
    decode(png, file.name());
    return png;
  }

  /** Images of one request. */
  public static Images images(List<byte[]> read) {
    return Images.png(new ArrayList<>(read));
  }

  /**
   * Decodes a PNG file.
   *
   * @param name what to call the file in an error
   */
  public static BufferedImage decode(byte[] png, String name) throws IOException {
    @Nullable BufferedImage image;
    try {
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
    } catch (IOException | RuntimeException e) {
      throw new IOException(name + " is a broken PNG file: " + e.getMessage(), e);
    }
    if (image == null) {
      throw new IOException(name + " is not a PNG file");
    }
    return image;
  }
}
