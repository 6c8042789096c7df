package io.twofold.client.cli.images;

import io.grpc.Status;
import io.twofold.client.Images;
import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings images of any size into the shape of a model.
 *
 * @param model whose channels, height and width are known
 */
public record ModelImages(ModelInfo model) {

  /**
   * Checks that the shape is known.
   *
   * @throws TwofoldException where the server does not know it, because the version cannot serve
   */
  public ModelImages {
    if (model.channels() == 0) {
      throw new TwofoldException(
          Status.Code.NOT_FOUND,
          "%s version %d does not take calls: %s"
              .formatted(
                  model.model(),
                  model.version(),
                  model.reason().isEmpty() ? model.state() : model.reason()),
          null);
    }
  }

  /**
   * Reads a PNG file.
   *
   * @return its pixels, channels × height × width bytes
   * @throws IOException where it cannot be read, or is broken or no PNG file
   */
  public byte[] read(ImageFile file) throws IOException {
    return Images.of(decode(file.read(), file.name()), model).uint8();
  }

  /**
   * Images of one request.
   *
   * @param pixels of each, as {@link #read} returns them
   */
  public Images images(List<byte[]> pixels) {
    int size = model.channels() * model.height() * model.width();
    byte[] all = new byte[Math.multiplyExact(size, pixels.size())];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, all, i * size, size);
    }
    return Images.uint8(model.channels(), model.height(), model.width(), pixels.size(), all);
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
