package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The pictures of a run, drawn from held-out images with the networks as they are. */
public final class RunPictures {

  /** Columns of the rows and the grid: enough to show each of ten classes. */
  private static final int COLUMNS = 10;

  private static final long TSNE_SEED = 1;

  private final Path folder;
  private final Coder coder;
  private final LabelledImages test;
  private final float[] contents;
  private final float[] styles;

  /**
   * Pictures into a folder.
   *
   * @param coder how images are encoded and decoded
   * @param test the held-out images to draw
   */
  public RunPictures(Path folder, Coder coder, LabelledImages test) {
    this.folder = folder;
    this.coder = coder;
    this.test = test;
    List<Integer> ofEachClass = pick(0);
    this.contents = images(ofEachClass);
    this.styles = images(pick(test.count() / 2));
  }

  /**
   * The rows "original", "reconstruction", "change s" and "change z": in the third an image keeps
   * its style and takes the s of its right neighbour, in the fourth it keeps its s and takes the
   * neighbour's style.
   */
  public Path rows(String name) throws IOException {
    float[] s = coder.encodeS().apply(contents);
    float[] z = coder.encodeZ().apply(contents);
    List<ImageRows.Row> rows =
        List.of(
            new ImageRows.Row("original", contents),
            new ImageRows.Row("reconstruction", coder.decode().apply(s, z)),
            new ImageRows.Row("change s", coder.decode().apply(neighbours(s, coder.dimS()), z)),
            new ImageRows.Row("change z", coder.decode().apply(s, neighbours(z, coder.dimZ()))));
    Path file = folder.resolve(name);
    Png.write(ImageRows.draw(rows, test.channels(), test.height(), test.width()), file);
    return file;
  }

  /** Each content in each style. */
  public Path swapGrid(String name) throws IOException {
    float[] s = coder.encodeS().apply(contents);
    float[] z = coder.encodeZ().apply(styles);
    int rows = s.length / coder.dimS();
    int columns = z.length / coder.dimZ();
    float[] allS = new float[rows * columns * coder.dimS()];
    float[] allZ = new float[rows * columns * coder.dimZ()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int cell = row * columns + column;
        System.arraycopy(s, row * coder.dimS(), allS, cell * coder.dimS(), coder.dimS());
        System.arraycopy(z, column * coder.dimZ(), allZ, cell * coder.dimZ(), coder.dimZ());
      }
    }
    Path file = folder.resolve(name);
    Png.write(
        SwapGrid.draw(
            contents,
            styles,
            coder.decode().apply(allS, allZ),
            test.channels(),
            test.height(),
            test.width(),
            ImageRows.DEFAULT_ZOOM),
        file);
    return file;
  }

  /** The losses and accuracies of each epoch. */
  public Path losses(String name, List<EpochLine> epochs) throws IOException {
    Path file = folder.resolve(name);
    Png.write(
        LossPlot.draw(
            List.of(
                series("reconstruction", epochs, "rec_bce"),
                series("fool Clf_z", epochs, "fool"),
                series("swap", epochs, "swap_ce"),
                series("Clf_s accuracy", epochs, "accuracy_s"),
                series("Clf_x accuracy", epochs, "accuracy_x"),
                series("Clf_z accuracy", epochs, "accuracy_z"))),
        file);
    return file;
  }

  private static LossPlot.Series series(String name, List<EpochLine> epochs, String measure) {
    return new LossPlot.Series(
        name, epochs.stream().mapToDouble(line -> line.value(measure)).toArray());
  }

  /**
   * t-SNE of s and of z, coloured by label; where an image has several, by whether it has the
   * first.
   *
   * @param limit the most images to embed
   * @param progress is told each iteration
   * @return the two files, s first
   */
  public List<Path> embeddings(int limit, IntConsumer progress) throws IOException {
    LabelledImages shown = test.head(limit);
    return List.of(
        embedding("t-SNE of s", "tsne_s.png", coder.codesS(shown), coder.dimS(), shown, progress),
        embedding("t-SNE of z", "tsne_z.png", coder.codesZ(shown), coder.dimZ(), shown, progress));
  }

  private Path embedding(
      String title, String name, float[] codes, int dim, LabelledImages shown, IntConsumer progress)
      throws IOException {
    float[] points = TSne.withSeed(TSNE_SEED).embed(codes, dim, progress);
    Labels.Single colours = colours(shown.labelling());
    Path file = folder.resolve(name);
    Png.write(ScatterPlot.draw(title, points, colours.classes(), colours.names()), file);
    return file;
  }

  private static Labels.Single colours(Labels labels) {
    if (labels instanceof Labels.Single single) {
      return single;
    }
    String first = labels.names().get(0);
    int[] has = new int[labels.count()];
    for (int i = 0; i < has.length; i++) {
      has[i] = labels.has(i, 0) ? 1 : 0;
    }
    return new Labels.Single(has, List.of("no " + first, first));
  }

  /** One image with each label, the first after {@code start}; the first labels where many. */
  private List<Integer> pick(int start) {
    List<Integer> picked = new ArrayList<>();
    for (int label = 0; label < Math.min(COLUMNS, test.classes()); label++) {
      for (int i = 0; i < test.count(); i++) {
        int index = (start + i) % test.count();
        if (test.labelling().has(index, label)) {
          picked.add(index);
          break;
        }
      }
    }
    return picked;
  }

  private float[] images(List<Integer> indices) {
    float[] images = new float[indices.size() * test.imageSize()];
    for (int i = 0; i < indices.size(); i++) {
      test.copyImage(indices.get(i), images, i * test.imageSize());
    }
    return images;
  }

  private static float[] neighbours(float[] codes, int dim) {
    float[] moved = new float[codes.length];
    System.arraycopy(codes, dim, moved, 0, codes.length - dim);
    System.arraycopy(codes, 0, moved, codes.length - dim, dim);
    return moved;
  }
}
