package io.twofold.trainer.report.html;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.report.ImageTable;
import io.twofold.trainer.report.ImageTable.Cell;
import io.twofold.trainer.report.ImageTable.Head;
import io.twofold.trainer.report.ImageTable.Row;
import io.twofold.trainer.report.Png;
import java.util.Base64;

/** Tables of images, each image a PNG inside the page. */
final class ImageTables {

  /** Pixels of the page that a column may grow to. */
  private static final int COLUMN = 72;

  /** Pixels of the page for the column of heads. */
  private static final int HEADS = 120;

  /** Images with a longer side are drawn smaller, by a whole factor. */
  private static final int MAX_SIDE = 96;

  private ImageTables() {}

  static void write(Html html, ImageTable table) {
    html.in(
        "figure",
        () -> {
          html.in(
              "figcaption",
              () -> html.text("h3", table.title()).text("p", table.note(), "class", "note"));
          int width = HEADS + table.width() * COLUMN;
          html.in(
              "div",
              () -> html.in("table", () -> rows(html, table), "class", "images"),
              "class",
              table.width() > 12 ? "wide scroll" : "wide",
              "style",
              "max-width:%dpx".formatted(width));
        });
    html.line();
  }

  private static void rows(Html html, ImageTable table) {
    if (!table.columns().isEmpty()) {
      html.in(
          "thead",
          () ->
              html.in(
                  "tr",
                  () -> {
                    html.text("td", table.corner(), "class", "corner");
                    table.columns().forEach(head -> head(html, "col", head, table.shape()));
                  }));
    }
    html.in(
        "tbody",
        () -> {
          for (Row row : table.rows()) {
            html.in(
                "tr",
                () -> {
                  head(html, "row", row.head(), table.shape());
                  for (Cell cell : row.cells()) {
                    html.in(
                        "td", () -> image(html, cell.image(), cell.description(), table.shape()));
                  }
                });
            html.line();
          }
        });
  }

  private static void head(Html html, String scope, Head head, ImageShape shape) {
    float[] image = head.image();
    if (head.text().isEmpty() && image == null) {
      html.empty("td");
      return;
    }
    html.in(
        "th",
        () -> {
          html.text("span", head.text(), "title", head.text());
          if (image != null) {
            image(html, image, "", shape);
          }
        },
        "scope",
        scope);
  }

  private static void image(Html html, float[] image, String description, ImageShape shape) {
    ImageShape drawn = drawn(shape);
    byte[] png =
        Png.encode(smaller(image, shape, drawn), drawn.channels(), drawn.height(), drawn.width());
    String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    String width = Integer.toString(drawn.width());
    String height = Integer.toString(drawn.height());
    html.empty(
        "img",
        "src",
        uri,
        "alt",
        description,
        "title",
        description,
        "width",
        width,
        "height",
        height);
  }

  private static ImageShape drawn(ImageShape shape) {
    int factor = factor(shape);
    return new ImageShape(
        shape.channels(),
        Math.max(1, shape.height() / factor),
        Math.max(1, shape.width() / factor));
  }

  private static int factor(ImageShape shape) {
    int side = Math.max(shape.height(), shape.width());
    return (side + MAX_SIDE - 1) / MAX_SIDE;
  }

  /** The means of squares of pixels. */
  private static float[] smaller(float[] image, ImageShape from, ImageShape to) {
    if (from.equals(to)) {
      return image;
    }
    float[] smaller = new float[to.size()];
    for (int i = 0; i < smaller.length; i++) {
      int channel = i / (to.height() * to.width());
      int top = i / to.width() % to.height() * from.height() / to.height();
      int left = i % to.width() * from.width() / to.width();
      int bottom = Math.min(from.height(), top + factor(from));
      int right = Math.min(from.width(), left + factor(from));
      float sum = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          sum += image[(channel * from.height() + y) * from.width() + x];
        }
      }
      smaller[i] = sum / ((bottom - top) * (right - left));
    }
    return smaller;
  }
}
