package io.twofold.trainer.report.html;

import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.disk.DurableFiles;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.evaluate.LabelShifts;
import io.twofold.trainer.report.ImageTable;
import io.twofold.trainer.report.Showcase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report of a model, begun with what the model itself and its provenance tell. */
public final class BundleReport {

  private BundleReport() {}

  /**
   * Title, facts, provenance, pictures and paths; the caller adds what else it knows.
   *
   * @param title the model and its version, such as "mnist, version 2"
   * @param provenance how the model came to be
   * @param coder encodes and decodes with the model
   * @param showcase the same model on held-out images
   * @param learnt the images that it learnt from
   */
  public static ReportContent.Builder of(
      String title, Provenance provenance, Coder coder, Showcase showcase, LabelledImages learnt) {
    List<ImageTable> paths = new ArrayList<>();
    if (learnt.labelKind() == LabelKind.MULTI) {
      paths.add(showcase.flips(learnt.labelNames(), LabelShifts.of(coder, learnt)));
    }
    paths.add(showcase.paths().betweenContents());
    paths.add(showcase.paths().betweenStyles());
    return new ReportContent.Builder(title)
        .facts(facts(provenance, coder))
        .provenance(groups(provenance))
        .anchors("mnist".equals(provenance.getDataSettingsMap().get("data")))
        .pictures(List.of(showcase.swapGrid(), showcase.rows()))
        .paths(paths);
  }

  /**
   * Writes the page to {@code file}, as a whole or not at all, and creates the folders above.
   *
   * @throws IOException where the file cannot be written
   */
  public static void write(ReportContent content, Path file) throws IOException {
    DurableFiles.replace(file, Report.render(content));
  }

  private static Map<String, String> facts(Provenance provenance, Coder coder) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "recipe", provenance.getRecipe());
    put(facts, "data", provenance.getDataSource());
    put(facts, "seed", Long.toString(provenance.getSeed()));
    put(facts, "trained", provenance.getCreated().replace('T', ' ').replace("Z", " UTC"));
    put(facts, "codes", "s %d values, z %d values".formatted(coder.dimS(), coder.dimZ()));
    return facts;
  }

  private static Map<String, Map<String, String>> groups(Provenance provenance) {
    Map<String, String> origin = new LinkedHashMap<>();
    put(origin, "recipe", provenance.getRecipe());
    put(origin, "seed", Long.toString(provenance.getSeed()));
    put(origin, "created", provenance.getCreated());
    Map<String, String> data = new LinkedHashMap<>();
    put(data, "source", provenance.getDataSource());
    put(data, "SHA-256", provenance.getDataSha256());
    new TreeMap<>(provenance.getDataSettingsMap())
        .forEach((flag, value) -> put(data, "--" + flag, value));
    Map<String, String> flags = new LinkedHashMap<>();
    new TreeMap<>(provenance.getHyperParametersMap())
        .forEach((flag, value) -> put(flags, "--" + flag, value));
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    groups.put("Training", origin);
    groups.put("Data", data);
    groups.put("Hyper-parameters", flags);
    groups.put("Libraries", new TreeMap<>(provenance.getLibrariesMap()));
    return groups;
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }
}
