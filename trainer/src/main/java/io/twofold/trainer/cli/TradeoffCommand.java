package io.twofold.trainer.cli;

import io.twofold.trainer.disk.DurableFiles;
import io.twofold.trainer.report.Png;
import io.twofold.trainer.report.TradeoffCsv;
import io.twofold.trainer.report.TradeoffPlot;
import io.twofold.trainer.report.TradeoffPoint;
import io.twofold.trainer.report.html.TradeoffSvg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./twofold tradeoff}. */
@Command(
    name = "tradeoff",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Plots z_leak against rec_mse: what z still tells of the label, and what the",
      "reconstruction loses for it.",
      "The CSV file names the columns name, z_leak, rec_mse and series in its first line. The",
      "points of a series are joined in their order, one alone in its series is marked, and those",
      "of the series 'anchors' are small. A column style (line, mark, dot) says otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./twofold tradeoff sweep.csv --out tradeoff.png",
      "  ./twofold tradeoff sweep.csv --out tradeoff.svg",
      "",
      "  with sweep.csv:",
      "    name,z_leak,rec_mse,series",
      "    weight 1,0.72,0.0201,seed",
      "    weight 10,0.61,0.0234,seed",
      "    strong,0.15,0.0148,strong",
      "",
      "Exit codes: 0 plotted, 1 failed, 2 wrong command line."
    })
final class TradeoffCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "CSV", description = "The points.")
  Path csv = Path.of("");

  @Option(
      names = "--out",
      defaultValue = "tradeoff.png",
      paramLabel = "FILE",
      description = "The plot, *.png or *.svg. Default: ${DEFAULT-VALUE}.")
  Path out = Path.of("tradeoff.png");

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
    new UsageChecks(spec.commandLine())
        .require(
            name.endsWith(".png") || name.endsWith(".svg"),
            "--out must end in .png or .svg, not " + out);
    List<TradeoffPoint> points = TradeoffCsv.read(csv);
    if (name.endsWith(".png")) {
      Png.write(TradeoffPlot.draw(points), out);
    } else {
      DurableFiles.replace(out, TradeoffSvg.file(points).getBytes(StandardCharsets.UTF_8));
    }
    spec.commandLine().getOut().println("Plotted %d points to %s.".formatted(points.size(), out));
    return 0;
  }
}
