package io.twofold.client.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of every content in every style. */
final class GridPicture {

  private static final int GAP = 4;
  private static final int GUTTER = 16;
  private static final int MARGIN = 16;

  private GridPicture() {}

  /**
   * Draws.
   *
   * @param contents PNG files, down the left
   * @param styles PNG files, along the top
   * @param swaps PNG files: first all of the first content
   * @param scale pixels of the picture for each pixel of an image
   * @return a PNG file
   */
  static byte[] draw(List<byte[]> contents, List<byte[]> styles, List<byte[]> swaps, int scale)
      throws IOException {
    if (scale < 1) {
      throw new IllegalArgumentException("--scale must be at least 1, not " + scale);
    }
    BufferedImage first = read(swaps.get(0));
    int cellWidth = first.getWidth() * scale;
    int cellHeight = first.getHeight() * scale;
    int width = start(styles.size(), cellWidth) - GAP + MARGIN;
    int height = start(contents.size(), cellHeight) - GAP + MARGIN;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    for (int column = 0; column < styles.size(); column++) {
      place(graphics, styles.get(column), start(column, cellWidth), MARGIN, cellWidth, cellHeight);
    }
    for (int row = 0; row < contents.size(); row++) {
      int y = start(row, cellHeight);
      place(graphics, contents.get(row), MARGIN, y, cellWidth, cellHeight);
      for (int column = 0; column < styles.size(); column++) {
        byte[] swap = swaps.get(row * styles.size() + column);
        place(graphics, swap, start(column, cellWidth), y, cellWidth, cellHeight);
      }
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  /** Where row or column {@code index} of the swaps starts; the originals come before. */
  private static int start(int index, int cell) {
    return MARGIN + cell + GUTTER + index * (cell + GAP);
  }

  private static void place(Graphics2D graphics, byte[] png, int x, int y, int width, int height)
      throws IOException {
    graphics.drawImage(read(png), x, y, width, height, null);
  }

  private static BufferedImage read(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    if (image == null) {
      throw new IOException("an image cannot be drawn: it is not a PNG file");
    }
    return image;
  }
}
