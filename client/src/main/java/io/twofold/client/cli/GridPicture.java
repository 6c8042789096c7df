package io.twofold.client.cli;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A table of equally large images: a grid, whose first row and column are set off, or a strip. Each
 * pixel of an image becomes a square of {@code scale} pixels.
 */
final class GridPicture {

  private static final int BACKGROUND = 0xffffff;
  private static final int GAP = 2;
  private static final int MAX_SIDE = 16_384;

  private final int gap;
  private final int tileHeight;
  private final int tileWidth;
  private final int scale;
  private final BufferedImage picture;

  /**
   * An empty grid.
   *
   * @param rows rows of the table, the first included
   * @param columns columns of the table, the first included
   * @param tile an image as large as all of them
   * @param scale pixels in the picture for each pixel of an image, in either direction
   */
  static GridPicture grid(int rows, int columns, BufferedImage tile, int scale) {
    return new GridPicture(rows, columns, GAP, tile, scale);
  }

  /** An empty row of images, side by side; see {@link #grid}. */
  static GridPicture strip(int images, BufferedImage tile, int scale) {
    return new GridPicture(1, images, 0, tile, scale);
  }

  private GridPicture(int rows, int columns, int gap, BufferedImage tile, int scale) {
    this.gap = gap;
    this.tileHeight = tile.getHeight();
    this.tileWidth = tile.getWidth();
    this.scale = scale;
    long fullHeight = ((long) rows * tileHeight + gap) * scale;
    long fullWidth = ((long) columns * tileWidth + gap) * scale;
    if (fullHeight > MAX_SIDE || fullWidth > MAX_SIDE) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels is too large: at most %d either way"
              .formatted(fullWidth, fullHeight, MAX_SIDE));
    }
    int height = (int) fullHeight;
    int width = (int) fullWidth;
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, BACKGROUND);
      }
    }
  }

  /** Draws an image into a cell; row 0 and column 0 are those that a grid sets off. */
  void draw(int row, int column, BufferedImage tile) {
    if (tile.getHeight() != tileHeight || tile.getWidth() != tileWidth) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels does not fit a grid of %d x %d"
              .formatted(tile.getWidth(), tile.getHeight(), tileWidth, tileHeight));
    }
    int top = (row * tileHeight + (row > 0 ? gap : 0)) * scale;
    int left = (column * tileWidth + (column > 0 ? gap : 0)) * scale;
    for (int y = 0; y < tileHeight * scale; y++) {
      for (int x = 0; x < tileWidth * scale; x++) {
        picture.setRGB(left + x, top + y, rgb(tile, x / scale, y / scale));
      }
    }
  }

  byte[] toPng() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", output);
    }
    return bytes.toByteArray();
  }

  /** A pixel as PNG stores it: grey is taken over as it is, without Java's change of gamma. */
  private static int rgb(BufferedImage image, int x, int y) {
    WritableRaster raster = image.getRaster();
    if (raster.getNumBands() > 2 || image.getColorModel() instanceof IndexColorModel) {
      return image.getRGB(x, y);
    }
    int grey = raster.getSample(x, y, 0) >> (raster.getSampleModel().getSampleSize(0) - 8);
    return grey << 16 | grey << 8 | grey;
  }
}
