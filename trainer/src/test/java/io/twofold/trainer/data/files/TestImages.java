package io.twofold.trainer.data.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Image files to test with. */
public final class TestImages {

  private TestImages() {}

  /** Writes an image of one colour, and creates the folders above. */
  public static Path write(Path file, int height, int width, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return write(file, image);
  }

  /** Writes an image in the format of the file's extension. */
  static Path write(Path file, BufferedImage image) throws IOException {
    String name = String.valueOf(file.getFileName());
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + name);
    }
    return file;
  }

  /** Writes {@code count} images of each class, dark and light. */
  public static void twoClasses(Path folder, int count, int side) throws IOException {
    for (int i = 0; i < count; i++) {
      write(folder.resolve("dark/" + i + ".png"), side, side, new Color(i, i, i));
      write(folder.resolve("light/" + i + ".png"), side, side, new Color(255 - i, 255, 255));
    }
  }
}
