package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Scorecards;
import io.twofold.codec.bundle.Versions;
import io.twofold.trainer.disk.DurableFiles;
import io.twofold.trainer.disk.UnwritableException;
import io.twofold.trainer.export.Judged;
import io.twofold.trainer.report.RunPictures;
import io.twofold.trainer.report.Showcase;
import io.twofold.trainer.report.html.BundleReport;
import io.twofold.trainer.report.html.Report;
import io.twofold.trainer.report.html.ReportContent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What an evaluation leaves behind.
 *
 * @param card what was measured
 * @param showcase of the bundle
 * @param page the report of the bundle as a version
 */
record ScorecardFiles(Scorecard card, Showcase showcase, LongFunction<ReportContent> page) {

  /**
   * Writes the scorecard, the swaps and the report into a folder.
   *
   * @throws IOException with what to do, where the disk refuses
   */
  void write(Path folder, PrintWriter out) throws IOException {
    Path file = folder.resolve(Scorecards.FILE);
    Path grid = folder.resolve("swap_grid.png");
    Path report = folder.resolve(Report.FILE);
    try {
      DurableFiles.replace(file, json());
      out.println("Wrote %s.".formatted(file));
      RunPictures.swapGrid(showcase, grid);
      out.println("Wrote %s.".formatted(grid));
      BundleReport.write(page.apply(card.getVersion()), report);
      out.println("Wrote %s.".formatted(report));
    } catch (UnwritableException e) {
      throw new IOException(
          e.getMessage()
              + ". The bundle is as it was; to keep what is measured, name a folder with room:"
              + " --out DIR",
          e);
    }
  }

  /**
   * Publishes the bundle once more, with the scorecard and the report.
   *
   * @param bundle that was measured
   * @param written the folder that holds the scorecard already
   * @throws IOException with what to do, where the repository cannot take it
   */
  void publish(Path bundle, Path repository, Path written, PrintWriter out) throws IOException {
    Path modelFolder = repository.resolve(card.getModel());
    long version = Versions.next(modelFolder);
    Map<String, byte[]> files =
        Map.of(Scorecards.FILE, json(), Report.FILE, Report.render(page.apply(version)));
    try {
      Path published = Judged.publish(bundle, repository, version, card.getMeasuresMap(), files);
      out.println("Published %s.".formatted(published));
    } catch (BundleException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          ("%s. Published versions are as they were, and the scorecard is in %s; once there is"
                  + " room, evaluate again")
              .formatted(new UnwritableException(modelFolder, e).getMessage(), written),
          e);
    }
  }

  private byte[] json() {
    return Scorecards.toJson(card).getBytes(StandardCharsets.UTF_8);
  }
}
