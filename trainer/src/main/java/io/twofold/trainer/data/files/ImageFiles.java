package io.twofold.trainer.data.files;

import io.twofold.trainer.data.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG, JPEG, BMP and GIF files; of an animation, the first frame. */
final class ImageFiles {

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "gif");
  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "jpe", "bmp", "gif");

  private ImageFiles() {}

  /** Whether a file's name says that it is an image of a format that can be read. */
  static boolean isNamedAsImage(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** What is done with an open file. */
  private interface Use<T> {
    T with(ImageReader reader) throws IOException;
  }

  /**
   * Reads the size alone.
   *
   * @throws DataException where the file is no image, is broken, or has an absurd size; the message
   *     is the reason alone
   */
  static ImageHeader header(Path file) throws DataException {
    return open(
        file,
        reader -> {
          ImageHeader header = new ImageHeader(reader.getHeight(0), reader.getWidth(0));
          if (header.isAbsurd()) {
            throw new DataException(
                "%d x %d pixels are too many".formatted(header.height(), header.width()));
          }
          return header;
        });
  }

  /**
   * Decodes a file.
   *
   * @param channels 1 for grey, 3 for colour
   * @param warnings takes what the decoder has to say of a damaged file that it could decode
   * @throws DataException where it cannot be decoded; the message is the reason alone
   */
  static Picture decode(Path file, int channels, Consumer<String> warnings) throws DataException {
    return open(
        file,
        reader -> {
          List<String> heard = new ArrayList<>();
          reader.addIIOReadWarningListener((source, warning) -> heard.add(warning));
          BufferedImage image = reader.read(0);
          if (!heard.isEmpty()) {
            warnings.accept(heard.get(0));
          }
          return Picture.of(image, channels);
        });
  }

  private static <T> T open(Path file, Use<T> use) throws DataException {
    try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
      ImageReader reader = reader(stream);
      try {
        reader.setInput(stream, true, true);
        return use.with(reader);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO meets some malformed files with exceptions of its own making.
      throw new DataException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private static ImageReader reader(ImageInputStream stream) throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
    }
    throw new DataException("neither PNG, JPEG, BMP nor GIF");
  }
}
