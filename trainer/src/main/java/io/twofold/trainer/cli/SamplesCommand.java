package io.twofold.trainer.cli;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.report.Png;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      description = "Images of each label. Default: ${DEFAULT-VALUE}.")
  int perClass = 2;

  @Override
  public Integer call() throws IOException {
    UsageChecks usage = new UsageChecks(spec.commandLine());
    usage.requireAtLeast("--per-class", perClass, 1);
    dataOptions.check(usage);
    Dataset data = dataOptions.load(spec.commandLine().getErr());
    LabelledImages test = data.test();
    int[] written = new int[test.classes()];
    Map<String, Integer> numbers = new HashMap<>();
    int total = 0;
    for (int i = 0; i < test.count(); i++) {
      List<String> labels = new ArrayList<>();
      boolean wanted = false;
      for (int label = 0; label < test.classes(); label++) {
        if (test.labelling().has(i, label)) {
          labels.add(test.labelNames().get(label));
          wanted |= written[label]++ < perClass;
        }
      }
      if (!wanted) {
        continue;
      }
      String stem = fileName(labels);
      String name = "%s_%d.png".formatted(stem, numbers.merge(stem, 1, Integer::sum) - 1);
      Png.write(
          test.floats(i, i + 1), test.channels(), test.height(), test.width(), out.resolve(name));
      total++;
    }
    spec.commandLine()
        .getOut()
        .println("Wrote %d images of %s to %s.".formatted(total, data.source(), out));
    return 0;
  }

  /** The labels as a part of a file's name, whatever characters they hold. */
  private static String fileName(List<String> labels) {
    return String.join("+", labels).replaceAll("[^\\p{L}\\p{N}_.+-]+", "-");
  }
}
