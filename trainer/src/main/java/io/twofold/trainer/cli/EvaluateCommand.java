package io.twofold.trainer.cli;

import io.twofold.codec.Codec;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.evaluate.HeldOut;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./twofold evaluate}. */
@Command(
    name = "evaluate",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Measures a bundle on held-out images, from its three ONNX graphs alone:",
      "reconstruction, and what fresh probes read from s and from z.",
      "Without --data, on the data set that the bundle was trained on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold evaluate models/mnist/1",
      "  ./twofold evaluate models/strokes/1 --data strokes",
      "",
      "Exit codes: 0 measured, 1 failed, 2 wrong command line."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BUNDLE",
      description = "A version's folder, for example models/mnist/1.")
  Path bundle = Path.of("");

  @Mixin DataOptions dataOptions = new DataOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    dataOptions.check(new UsageChecks(spec.commandLine()));
    EngineSettings.setThreads(1);
    try (Codec codec = Codec.open(bundle)) {
      Dataset data =
          dataOptions.loadFor(codec.manifest().getProvenance().getDataSettingsMap(), err);
      requireShape(codec.shape(), data.test());
      if (data.test().count() < data.test().classes()) {
        throw new DataException(
            "%d held-out images are too few to measure %d classes on"
                .formatted(data.test().count(), data.test().classes()));
      }
      if (!codec.manifest().getProvenance().getDataSha256().equals(data.train().sha256())) {
        err.println("Note: the bundle was trained on other images than these.");
      }
      ProgressLine progress = new ProgressLine(err);
      Map<String, Double> measures;
      try {
        measures = HeldOut.codes(Coder.of(codec), data, progress::show);
      } finally {
        progress.clear();
      }
      spec.commandLine().getOut().println("%s on %s".formatted(bundle, data.source()));
      MeasureTable.print(measures, spec.commandLine().getOut());
    }
    return 0;
  }

  private static void requireShape(ImageShape expected, LabelledImages images)
      throws DataException {
    ImageShape actual = new ImageShape(images.channels(), images.height(), images.width());
    if (!expected.equals(actual)) {
      throw new DataException(
          "the bundle takes images of %s, the data set has %s".formatted(expected, actual));
    }
  }
}
