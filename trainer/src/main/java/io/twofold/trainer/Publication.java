package io.twofold.trainer;

import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Versions;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.disk.UnwritableException;
import io.twofold.trainer.export.Exporter;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.report.html.Report;
import io.twofold.trainer.report.html.ReportContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A trained model on its way into a model repository.
 *
 * @param model the name to publish under
 * @param nets the trained networks
 * @param train the images they were trained on
 * @param provenance how they came to be
 * @param measures of what they are worth, by name
 * @param report the page of the model as a version
 */
record Publication(
    String model,
    Networks nets,
    LabelledImages train,
    Provenance provenance,
    Map<String, Double> measures,
    LongFunction<ReportContent> report) {

  /**
   * Publishes as the next version; one that the repository cannot take goes into another.
   *
   * @param kept the repository for that case
   * @throws IOException where it went into {@code kept}, and how to bring it from there
   * @throws UnwritableException where neither takes it
   */
  Exporter.Published into(Path repository, Path kept) throws IOException {
    Path modelFolder = repository.resolve(model);
    long version = Versions.next(modelFolder);
    try {
      return publish(repository, version);
    } catch (BundleException e) {
      throw e;
    } catch (IOException e) {
      UnwritableException refused = new UnwritableException(modelFolder, e);
      Path folder = keep(kept, version, refused);
      throw new IOException(
          "%s. The new version is kept; once there is room: cp -R %s %s"
              .formatted(refused.getMessage(), folder, modelFolder.resolve(folder.getFileName())),
          e);
    }
  }

  private Path keep(Path kept, long version, UnwritableException refused) throws IOException {
    try {
      return publish(kept, version).folder();
    } catch (IOException e) {
      refused.addSuppressed(e);
      throw refused;
    }
  }

  private Exporter.Published publish(Path repository, long version) throws IOException {
    return Exporter.publish(
        repository,
        model,
        version,
        nets,
        train,
        provenance,
        measures,
        Map.of(Report.FILE, Report.render(report.apply(version))));
  }
}
