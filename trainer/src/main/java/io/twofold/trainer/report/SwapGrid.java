package io.twofold.trainer.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Swaps of every content with every style: the content donors down the left side, the style donors
 * along the top, and where two meet their swap.
 */
public final class SwapGrid {

  private static final int MARGIN = 16;
  private static final int GAP = 4;

  /** Between the originals and the swaps. */
  private static final int GUTTER = 16;

  private static final int TEXT_SCALE = 2;

  private SwapGrid() {}

  /**
   * The grid.
   *
   * @param contents images that s is taken from: rows × channels × height × width values, 0 to 1
   * @param styles images that z is taken from: columns × channels × height × width
   * @param swaps rows × columns × channels × height × width: first all of the first content
   * @param zoom pixels of the picture for each pixel of an image, at least 1
   * @throws IllegalArgumentException if the swaps are not rows × columns images
   */
  public static BufferedImage draw(
      float[] contents,
      float[] styles,
      float[] swaps,
      int channels,
      int height,
      int width,
      int zoom) {
    int rows = ImageTile.count(contents, channels, height, width);
    int columns = ImageTile.count(styles, channels, height, width);
    int swapped = ImageTile.count(swaps, channels, height, width);
    if (swapped != rows * columns) {
      throw new IllegalArgumentException(
          "%d contents and %d styles make %d swaps, not %d"
              .formatted(rows, columns, rows * columns, swapped));
    }
    if (zoom < 1) {
      throw new IllegalArgumentException("zoom must be at least 1, not " + zoom);
    }
    int across = width * zoom + GAP;
    int down = height * zoom + GAP;
    int left = MARGIN + across - GAP + GUTTER;
    int top = MARGIN + down - GAP + GUTTER;
    BufferedImage canvas =
        Canvas.blank(left + columns * across - GAP + MARGIN, top + rows * down - GAP + MARGIN);
    for (int row = 0; row < rows; row++) {
      new ImageTile(contents, row, channels, height, width)
          .paint(canvas, MARGIN, top + row * down, zoom);
      for (int column = 0; column < columns; column++) {
        new ImageTile(swaps, row * columns + column, channels, height, width)
            .paint(canvas, left + column * across, top + row * down, zoom);
      }
    }
    for (int column = 0; column < columns; column++) {
      new ImageTile(styles, column, channels, height, width)
          .paint(canvas, left + column * across, MARGIN, zoom);
    }
    label(canvas, width * zoom, height * zoom);
    return canvas;
  }

  /** Names the axes in the empty corner, where they fit. */
  private static void label(BufferedImage canvas, int width, int height) {
    String style = "z \u2192";
    String content = "s \u2193";
    if (PixelText.width(style, TEXT_SCALE) > width || 3 * PixelText.height(TEXT_SCALE) > height) {
      return;
    }
    Graphics2D graphics = canvas.createGraphics();
    int styleLeft = MARGIN + width - PixelText.width(style, TEXT_SCALE);
    int styleTop = MARGIN + (height - PixelText.ASCENT * TEXT_SCALE) / 2;
    PixelText.draw(graphics, style, styleLeft, styleTop, TEXT_SCALE, Canvas.QUIET);
    int contentLeft = MARGIN + (width - PixelText.width(content, TEXT_SCALE)) / 2;
    int contentTop = MARGIN + height - PixelText.ASCENT * TEXT_SCALE;
    PixelText.draw(graphics, content, contentLeft, contentTop, TEXT_SCALE, Canvas.QUIET);
    graphics.dispose();
  }
}
