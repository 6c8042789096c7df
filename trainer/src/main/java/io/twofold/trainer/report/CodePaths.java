package io.twofold.trainer.report;

import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.report.ImageTable.Cell;
import io.twofold.trainer.report.ImageTable.Head;
import io.twofold.trainer.report.ImageTable.Row;
import java.util.ArrayList;
import java.util.List;

/** Shows what a model makes of the codes on straight lines between those of two images. */
public final class CodePaths {

  /** Steps of an interpolation, the two ends included. */
  private static final int STEPS = 9;

  /** Interpolations of each kind. */
  private static final int PATHS = 5;

  private final Coder coder;
  private final Shown contents;
  private final Shown styles;
  private final float[] contentS;
  private final float[] contentZ;
  private final float[] styleZ;

  /** Paths that begin at {@code contents} and, in z, end at {@code styles}. */
  CodePaths(Coder coder, Shown contents, Shown styles) {
    this.coder = coder;
    this.contents = contents;
    this.styles = styles;
    this.contentS = coder.encodeS().apply(contents.images());
    this.contentZ = coder.encodeZ().apply(contents.images());
    this.styleZ = coder.encodeZ().apply(styles.images());
  }

  /** From the s of one image to that of the next class, with the z of the first. */
  public ImageTable betweenContents() {
    List<Row> rows = new ArrayList<>();
    for (int path = 0; path < paths(); path++) {
      int from = from(path);
      int to = (from + 1) % contents.count();
      String names = "%s → %s".formatted(contents.names().get(from), contents.names().get(to));
      List<Cell> cells = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        cells.add(
            new Cell(decode(between(s(from), s(to), step), z(from)), names + ", " + percent(step)));
      }
      rows.add(new Row(new Head(names, contents.face(from)), cells));
    }
    return new ImageTable(
        "From one content to another",
        "Straight lines in s, from 0 to 1, between two images of different classes; the"
            + " style z stays that of the first, shown at the left.",
        "z from",
        contents.shape(),
        marks(),
        rows);
  }

  /** From the z of one image to that of another, with the s of the first. */
  public ImageTable betweenStyles() {
    List<Row> rows = new ArrayList<>();
    for (int path = 0; path < paths(); path++) {
      int from = from(path);
      int to = (from + styles.count() / 2) % styles.count();
      String name = contents.names().get(from);
      float[] end = Shown.part(styleZ, to, coder.dimZ());
      List<Cell> cells = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        cells.add(
            new Cell(
                decode(s(from), between(z(from), end, step)),
                "%s, style %s of the way to that of %s"
                    .formatted(name, percent(step), styles.names().get(to))));
      }
      cells.add(new Cell(styles.face(to), "the style's donor, " + styles.names().get(to)));
      rows.add(new Row(new Head(name, contents.face(from)), cells));
    }
    List<Head> columns = new ArrayList<>(marks());
    columns.add(Head.of("z to"));
    return new ImageTable(
        "From one style to another",
        "Straight lines in z, from 0 to 1, from the style of the image at the left to that of the"
            + " image at the right; the content s stays that of the left one.",
        "s, z from",
        contents.shape(),
        columns,
        rows);
  }

  private int paths() {
    return Math.min(PATHS, Math.min(contents.count(), styles.count()));
  }

  private int from(int path) {
    return path * Math.min(contents.count(), styles.count()) / paths();
  }

  private float[] s(int index) {
    return Shown.part(contentS, index, coder.dimS());
  }

  private float[] z(int index) {
    return Shown.part(contentZ, index, coder.dimZ());
  }

  private float[] decode(float[] s, float[] z) {
    return coder.decode().apply(s, z);
  }

  private static float[] between(float[] from, float[] to, int step) {
    float part = step / (float) (STEPS - 1);
    float[] mixed = new float[from.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = from[i] + part * (to[i] - from[i]);
    }
    return mixed;
  }

  private static String percent(int step) {
    return Math.round(100f * step / (STEPS - 1)) + " %";
  }

  private static List<Head> marks() {
    List<Head> heads = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      String mark = step == 0 ? "0" : 2 * step == STEPS - 1 ? "½" : step == STEPS - 1 ? "1" : "";
      heads.add(Head.of(mark));
    }
    return heads;
  }
}
