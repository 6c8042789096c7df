package io.twofold.codec.image;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads one PNG file of a model's height and width into floats from 0 to 1. */
public final class PngDecoder {

  private PngDecoder() {}

  /**
   * Reads a file into {@code values} from {@code offset} on, laid out channel by channel.
   *
   * @param name what to call the file in messages
   * @throws InvalidInputException where the file cannot be read or has another size; the size is
   *     looked at before any pixel is unpacked
   */
  public static void decode(
      String name, byte[] file, ImageShape shape, float[] values, int offset) {
    byte[] pixels = PngChunks.pixels(name, file);
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(pixels))) {
      reader.setInput(stream, true, true);
      requireSize(name, reader, shape);
      PngSamples.copy(image(name, reader), shape, values, offset);
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO meets some malformed files with exceptions of its own making.
      throw unreadable(name, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireSize(String name, ImageReader reader, ImageShape shape)
      throws IOException {
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    if (height != shape.height() || width != shape.width()) {
      throw new InvalidInputException(
          "%s must be %d pixels high and %d wide, not %d high and %d wide"
              .formatted(name, shape.height(), shape.width(), height, width));
    }
  }

  private static BufferedImage image(String name, ImageReader reader) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0);
    if (!warnings.isEmpty()) {
      throw unreadable(name, warnings.get(0), null);
    }
    return image;
  }

  private static InvalidInputException unreadable(
      String name, String why, @Nullable Throwable cause) {
    InvalidInputException invalid = new InvalidInputException(name + " cannot be read: " + why);
    invalid.initCause(cause);
    return invalid;
  }
}
