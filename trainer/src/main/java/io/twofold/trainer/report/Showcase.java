package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.report.ImageTable.Cell;
import io.twofold.trainer.report.ImageTable.Head;
import io.twofold.trainer.report.ImageTable.Row;
import java.util.ArrayList;
import java.util.List;

/** Shows with a handful of images what a model makes of them. */
public final class Showcase {

  /** Columns of the rows and the grid: enough to show each of ten classes. */
  private static final int COLUMNS = 10;

  private final Coder coder;
  private final Shown contents;
  private final Shown styles;
  private final float[] contentS;
  private final float[] contentZ;
  private final float[] styleZ;

  /**
   * A showcase of a model.
   *
   * @param contents images that s is taken from, at least one
   * @param styles images that z is taken from, of the same shape, at least one
   */
  public Showcase(Coder coder, Shown contents, Shown styles) {
    this.coder = coder;
    this.contents = contents;
    this.styles = styles;
    this.contentS = coder.encodeS().apply(contents.images());
    this.contentZ = coder.encodeZ().apply(contents.images());
    this.styleZ = coder.encodeZ().apply(styles.images());
  }

  /** A showcase of a model with images of each class, of the first ten classes where many. */
  public static Showcase of(Coder coder, LabelledImages images) {
    return new Showcase(
        coder,
        Shown.ofEachClass(images, 0, COLUMNS),
        Shown.ofEachClass(images, images.count() / 2, COLUMNS));
  }

  /** The same showcase, with reconstructions wherever it would show the data's own images. */
  public Showcase withoutOriginals() {
    return new Showcase(coder, contents.rebuiltBy(coder), styles.rebuiltBy(coder));
  }

  /**
   * The rows "original" (where originals are shown), "reconstruction", "change s" and "change z":
   * in the third an image keeps its style and takes the s of its right neighbour, in the fourth it
   * keeps its s and takes the neighbour's style.
   */
  public ImageTable rows() {
    List<Cell> originals = new ArrayList<>();
    List<Cell> rebuilt = new ArrayList<>();
    List<Cell> changedS = new ArrayList<>();
    List<Cell> changedZ = new ArrayList<>();
    for (int i = 0; i < contents.count(); i++) {
      int right = (i + 1) % contents.count();
      String name = contents.names().get(i);
      String neighbour = contents.names().get(right);
      originals.add(new Cell(contents.face(i), name));
      rebuilt.add(new Cell(decode(s(i), z(i)), name + ", rebuilt"));
      changedS.add(
          new Cell(
              decode(s(right), z(i)), "content of %s, style of %s".formatted(neighbour, name)));
      changedZ.add(
          new Cell(
              decode(s(i), z(right)), "content of %s, style of %s".formatted(name, neighbour)));
    }
    List<Row> rows = new ArrayList<>();
    if (contents.original()) {
      rows.add(new Row(Head.of("original"), originals));
    }
    rows.add(new Row(Head.of("reconstruction"), rebuilt));
    rows.add(new Row(Head.of("change s"), changedS));
    rows.add(new Row(Head.of("change z"), changedZ));
    return new ImageTable(
        "What each code holds",
        "Change s: the image keeps its own style z and takes the content s of its right neighbour."
            + " Change z: it keeps its content and takes the neighbour's style."
            + originals(),
        "",
        contents.shape(),
        contents.names().stream().map(Head::of).toList(),
        rows);
  }

  /** Each content in each style. */
  public ImageTable swapGrid() {
    List<Head> columns = new ArrayList<>();
    for (int j = 0; j < styles.count(); j++) {
      columns.add(new Head(styles.names().get(j), styles.face(j)));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < contents.count(); i++) {
      List<Cell> cells = new ArrayList<>();
      for (int j = 0; j < styles.count(); j++) {
        cells.add(
            new Cell(
                decode(s(i), Shown.part(styleZ, j, coder.dimZ())),
                "content of %s, style of %s"
                    .formatted(contents.names().get(i), styles.names().get(j))));
      }
      rows.add(new Row(new Head(contents.names().get(i), contents.face(i)), cells));
    }
    return new ImageTable(
        "Every content in every style",
        "Each row has the content s of the image at its left, each column the style z of the image"
            + " at its top."
            + originals(),
        "s ↓  z →",
        contents.shape(),
        columns,
        rows);
  }

  /** Paths from one code to another. */
  public CodePaths paths() {
    return new CodePaths(coder, contents, styles);
  }

  /**
   * Each image of several labels with each of them turned over: off where it has it, else on.
   *
   * @param labels the names of the labels, of which the first {@value #COLUMNS} are shown
   * @param shifts for each label, what turns it on when it is added to s, and off when it is taken
   *     away
   */
  public ImageTable flips(List<String> labels, float[][] shifts) {
    boolean[][] on = contents.has();
    List<String> shown = labels.subList(0, Math.min(COLUMNS, labels.size()));
    List<Head> columns = new ArrayList<>();
    columns.add(Head.of("rebuilt"));
    shown.forEach(label -> columns.add(Head.of(label)));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < contents.count(); i++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell(decode(s(i), z(i)), contents.names().get(i) + ", rebuilt"));
      for (int label = 0; label < shown.size(); label++) {
        float[] flipped = s(i);
        for (int d = 0; d < flipped.length; d++) {
          flipped[d] += on[i][label] ? -shifts[label][d] : shifts[label][d];
        }
        cells.add(
            new Cell(
                decode(flipped, z(i)),
                "%s turned %s".formatted(labels.get(label), on[i][label] ? "off" : "on")));
      }
      rows.add(new Row(new Head(contents.names().get(i), contents.face(i)), cells));
    }
    return new ImageTable(
        "One label turned over",
        "Each column turns one label over, off where the image has it and on where it lacks it; all"
            + " other labels and the style should stay.",
        "",
        contents.shape(),
        columns,
        rows);
  }

  private String originals() {
    return contents.original()
        ? ""
        : " The model's own reconstruction stands for each of the data's images.";
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
}
