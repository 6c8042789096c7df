package io.twofold.trainer.report;

import io.twofold.codec.bundle.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images in rows and columns, each of which may have a head of text, of an image, or of both.
 *
 * @param title what the table shows, in a few words
 * @param note how to read it, in a sentence or two
 * @param corner the text where the heads of rows and of columns meet; may be empty
 * @param shape the shape of every image
 * @param columns the heads of the columns; none where columns have no heads
 * @param rows all of one length, that of {@code columns} where there are any
 */
public record ImageTable(
    String title,
    String note,
    String corner,
    ImageShape shape,
    List<Head> columns,
    List<Row> rows) {

  /**
   * The head of a row or of a column.
   *
   * @param text may be empty
   * @param image the pixels from 0 to 1 of an image beside the text, or none
   */
  public record Head(String text, float @Nullable [] image) {

    /** A head of text alone. */
    public static Head of(String text) {
      return new Head(text, null);
    }
  }

  /**
   * One image.
   *
   * @param image its pixels, from 0 to 1
   * @param description what it shows, for those who cannot see it
   */
  public record Cell(float[] image, String description) {}

  /** A row of images with its head. */
  public record Row(Head head, List<Cell> cells) {

    public Row {
      cells = List.copyOf(cells);
    }
  }

  public ImageTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("the table '%s' has no rows".formatted(title));
    }
    int width = columns.isEmpty() ? rows.get(0).cells().size() : columns.size();
    for (Head column : columns) {
      requireImage(title, shape, column.image());
    }
    for (Row row : rows) {
      if (row.cells().size() != width || width == 0) {
        throw new IllegalArgumentException(
            "row '%s' of '%s' must have %d images, not %d"
                .formatted(row.head().text(), title, Math.max(1, width), row.cells().size()));
      }
      requireImage(title, shape, row.head().image());
      for (Cell cell : row.cells()) {
        requireImage(title, shape, cell.image());
      }
    }
  }

  /** How many columns of images there are, that of the heads left out. */
  public int width() {
    return rows.get(0).cells().size();
  }

  /** The images of cells back to back. */
  static float[] join(List<Cell> cells) {
    return joined(cells.stream().map(Cell::image).toList());
  }

  /** The images of heads that have one back to back. */
  static float[] joinHeads(List<Head> heads) {
    List<float[]> images = new ArrayList<>();
    for (Head head : heads) {
      float[] image = head.image();
      if (image != null) {
        images.add(image);
      }
    }
    return joined(images);
  }

  private static float[] joined(List<float[]> images) {
    float[] joined = new float[images.stream().mapToInt(image -> image.length).sum()];
    int end = 0;
    for (float[] image : images) {
      System.arraycopy(image, 0, joined, end, image.length);
      end += image.length;
    }
    return joined;
  }

  private static void requireImage(String title, ImageShape shape, float @Nullable [] image) {
    if (image != null && image.length != shape.size()) {
      throw new IllegalArgumentException(
          "an image of '%s' must have the %d values of %s, not %d"
              .formatted(title, shape.size(), shape, image.length));
    }
  }
}
