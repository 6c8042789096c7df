package io.twofold.trainer.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Rows of images with a title at the left of each, such as originals over reconstructions. */
public final class ImageRows {

  /** Pixels of the picture for each pixel of an image, where the caller does not say. */
  public static final int DEFAULT_ZOOM = 3;

  private static final int MARGIN = 16;
  private static final int GAP = 4;
  private static final int TEXT_SCALE = 2;

  private ImageRows() {}

  /**
   * One row.
   *
   * @param title what its images are
   * @param images count × channels × height × width values, 0 to 1
   */
  public record Row(String title, float[] images) {}

  /** The rows at the default zoom. */
  public static BufferedImage draw(List<Row> rows, int channels, int height, int width) {
    return draw(rows, channels, height, width, DEFAULT_ZOOM);
  }

  /**
   * The rows, one under the other, image i of every row in column i.
   *
   * @throws IllegalArgumentException if the zoom is below 1 or a row is no whole number of images
   */
  public static BufferedImage draw(List<Row> rows, int channels, int height, int width, int zoom) {
    if (zoom < 1) {
      throw new IllegalArgumentException("zoom must be at least 1, not " + zoom);
    }
    int titles = 0;
    int columns = 0;
    for (Row row : rows) {
      titles = Math.max(titles, PixelText.width(row.title(), TEXT_SCALE));
      columns = Math.max(columns, ImageTile.count(row.images(), channels, height, width));
    }
    int left = MARGIN + (titles == 0 ? 0 : titles + MARGIN);
    int across = width * zoom + GAP;
    int down = height * zoom + GAP;
    BufferedImage canvas =
        Canvas.blank(left + columns * across - GAP + MARGIN, 2 * MARGIN + rows.size() * down - GAP);
    Graphics2D graphics = canvas.createGraphics();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int top = MARGIN + i * down;
      int textTop = top + (height * zoom - PixelText.ASCENT * TEXT_SCALE) / 2;
      int textLeft = MARGIN + titles - PixelText.width(row.title(), TEXT_SCALE);
      PixelText.draw(graphics, row.title(), textLeft, textTop, TEXT_SCALE, Canvas.INK);
      int count = ImageTile.count(row.images(), channels, height, width);
      for (int j = 0; j < count; j++) {
        new ImageTile(row.images(), j, channels, height, width)
            .paint(canvas, left + j * across, top, zoom);
      }
    }
    graphics.dispose();
    return canvas;
  }
}
