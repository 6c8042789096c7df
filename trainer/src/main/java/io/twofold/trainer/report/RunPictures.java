package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The pictures of a run, drawn from held-out images with the networks as they are. */
public final class RunPictures {

  private final Path folder;
  private final Coder coder;
  private final LabelledImages test;

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
  }

  /** What the networks, as they are now, make of the pictures' images. */
  public Showcase showcase() {
    return Showcase.of(coder, test);
  }

  /** The rows of {@link Showcase#rows}. */
  public Path rows(String name) throws IOException {
    ImageTable table = showcase().rows();
    List<ImageRows.Row> rows =
        table.rows().stream()
            .map(row -> new ImageRows.Row(row.head().text(), ImageTable.join(row.cells())))
            .toList();
    Path file = folder.resolve(name);
    Png.write(ImageRows.draw(rows, test.channels(), test.height(), test.width()), file);
    return file;
  }

  /** Each content in each style. */
  public Path swapGrid(String name) throws IOException {
    Path file = folder.resolve(name);
    swapGrid(showcase(), file);
    return file;
  }

  /** Writes a showcase's swaps as a PNG file. */
  public static void swapGrid(Showcase showcase, Path file) throws IOException {
    ImageTable table = showcase.swapGrid();
    List<ImageTable.Cell> swaps =
        table.rows().stream().flatMap(row -> row.cells().stream()).toList();
    Png.write(
        SwapGrid.draw(
            ImageTable.joinHeads(table.rows().stream().map(ImageTable.Row::head).toList()),
            ImageTable.joinHeads(table.columns()),
            ImageTable.join(swaps),
            table.shape().channels(),
            table.shape().height(),
            table.shape().width(),
            ImageRows.DEFAULT_ZOOM),
        file);
  }

  /** The losses and accuracies of each epoch. */
  public Path losses(String name, List<EpochLine> epochs) throws IOException {
    Path file = folder.resolve(name);
    Png.write(LossPlot.draw(curves(epochs)), file);
    return file;
  }

  /** What each epoch measured, as curves. */
  public static List<LossPlot.Series> curves(List<EpochLine> epochs) {
    return MetricCurves.of(epochs.stream().map(EpochLine::values).toList());
  }

  /** An embedding as a picture. */
  public Path scatter(String name, Embedding embedding) throws IOException {
    Path file = folder.resolve(name);
    Png.write(
        ScatterPlot.draw(
            embedding.title(), embedding.points(), embedding.labels(), embedding.labelNames()),
        file);
    return file;
  }
}
