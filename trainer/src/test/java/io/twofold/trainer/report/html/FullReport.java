package io.twofold.trainer.report.html;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.ImageTable;
import io.twofold.trainer.report.LossPlot;
import io.twofold.trainer.report.TradeoffPoint;
import java.util.List;
import java.util.Map;

/** Contents of reports to test with. */
final class FullReport {

  private FullReport() {}

  /** One column, one row with a head and one without, of the same image. */
  static ImageTable table(String name, ImageShape shape, float[] pixels) {
    return new ImageTable(
        name,
        name,
        name,
        shape,
        List.of(new ImageTable.Head(name, pixels)),
        List.of(
            new ImageTable.Row(
                new ImageTable.Head(name, pixels), List.of(new ImageTable.Cell(pixels, name))),
            new ImageTable.Row(
                ImageTable.Head.of(name), List.of(new ImageTable.Cell(pixels, name)))));
  }

  /** A report of every part, in which everything that can be is called {@code name}. */
  static ReportContent named(String name) {
    ImageTable images = table(name, new ImageShape(1, 3, 2), new float[] {0.2f, 0, 0, 0, 0, 1});
    return new ReportContent.Builder(name)
        .facts(Map.of(name, name))
        .warnings(List.of(name))
        .pictures(List.of(images))
        .paths(List.of(images))
        .measures(Map.of("z_leak", 0.61, "rec_mse", 0.0234, name, 2.0))
        .anchors(true)
        .controls(List.of(new ControlResult(name, 0.5, name, false)))
        .swaps(new SwapMatrix(List.of(name, "b"), new double[][] {{1, 1}, {0.5, 1}}))
        .tables(
            List.of(
                new DataTable(
                    name,
                    name,
                    name,
                    List.of(name),
                    List.of(new DataTable.Row(name, List.of(Double.NaN))))))
        .tradeoff(List.of(new TradeoffPoint(name, 0.5, 0.02, name, TradeoffPoint.Style.LINE)))
        .embeddings(
            List.of(new Embedding(name, new float[] {0, 0, 1, 2}, new int[2], List.of(name))))
        .curves(List.of(new LossPlot.Series(name, new double[] {1, 0.5})))
        .provenance(Map.of(name, Map.of(name, name)))
        .build();
  }
}
