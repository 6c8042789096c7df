package io.twofold.trainer.cli;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.report.Png;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./twofold samples}. */
@Command(
    name = "samples",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Writes held-out images of a data set as PNG files, to encode and swap.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./twofold samples --out samples      writes samples/0_0.png (class 0, first image) ...",
      "",
      "Exit codes: 0 written, 1 failed, 2 wrong command line."
    })
final class SamplesCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--out",
      defaultValue = "samples",
      paramLabel = "DIR",
      description = "Folder to write into. Default: ${DEFAULT-VALUE}.")
  Path out = Path.of("samples");

  @Option(
      names = "--per-class",
      defaultValue = "2",
      paramLabel = "N",
      description = "Images of each class. Default: ${DEFAULT-VALUE}.")
  int perClass = 2;

  @Override
  public Integer call() throws IOException {
    UsageChecks usage = new UsageChecks(spec.commandLine());
    usage.requireAtLeast("--per-class", perClass, 1);
    dataOptions.check(usage);
    Dataset data = dataOptions.load(spec.commandLine().getErr());
    LabelledImages test = data.test();
    int[] written = new int[test.classes()];
    int total = 0;
    for (int i = 0; i < test.count(); i++) {
      int label = test.labels()[i];
      if (written[label] == perClass) {
        continue;
      }
      String name = "%s_%d.png".formatted(test.labelNames().get(label), written[label]++);
      Png.write(
          test.floats(i, i + 1), test.channels(), test.height(), test.width(), out.resolve(name));
      total++;
    }
    spec.commandLine()
        .getOut()
        .println("Wrote %d images of %s to %s.".formatted(total, data.source(), out));
    return 0;
  }
}
