package io.twofold.trainer.report.html;

import io.twofold.trainer.report.Embedding;
import io.twofold.trainer.report.ImageTable;
import io.twofold.trainer.report.LossPlot;
import io.twofold.trainer.report.TradeoffPoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows. Every part but the title may be empty or absent, and is then left out of the
 * page.
 *
 * @param title the model, and its version where it has one
 * @param facts what the model is, in a line each, by name: recipe, data, seed, date
 * @param warnings what a reader should know before trusting a measure
 * @param pictures what the model makes of images: rows, swap grid
 * @param paths interpolations, and flips of single labels
 * @param anchors whether MNIST's anchors stand beside the measures
 * @param measures by their names
 * @param controls of the measures
 * @param swaps which swaps show the content's label
 * @param tables figures of probes and labels
 * @param tradeoff points to plot beside this model's own and, with {@code anchors}, theirs
 * @param embeddings t-SNE of the codes
 * @param curves losses and accuracies by epoch
 * @param provenance how the model came to be: names and values, in named groups
 */
public record ReportContent(
    String title,
    Map<String, String> facts,
    List<String> warnings,
    List<ImageTable> pictures,
    List<ImageTable> paths,
    boolean anchors,
    Map<String, Double> measures,
    List<ControlResult> controls,
    @Nullable SwapMatrix swaps,
    List<DataTable> tables,
    List<TradeoffPoint> tradeoff,
    List<Embedding> embeddings,
    List<LossPlot.Series> curves,
    Map<String, Map<String, String>> provenance) {

  public ReportContent {
    if (title.isBlank()) {
      throw new IllegalArgumentException("a report needs a title");
    }
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    warnings = List.copyOf(warnings);
    pictures = List.copyOf(pictures);
    paths = List.copyOf(paths);
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    controls = List.copyOf(controls);
    tables = List.copyOf(tables);
    tradeoff = List.copyOf(tradeoff);
    embeddings = List.copyOf(embeddings);
    curves = List.copyOf(curves);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /** Collects the parts of a report, each at most once. */
  public static final class Builder {

    private final String title;
    private Map<String, String> facts = Map.of();
    private List<String> warnings = List.of();
    private List<ImageTable> pictures = List.of();
    private List<ImageTable> paths = List.of();
    private boolean anchors;
    private Map<String, Double> measures = Map.of();
    private List<ControlResult> controls = List.of();
    private @Nullable SwapMatrix swaps;
    private List<DataTable> tables = List.of();
    private List<TradeoffPoint> tradeoff = List.of();
    private List<Embedding> embeddings = List.of();
    private List<LossPlot.Series> curves = List.of();
    private Map<String, Map<String, String>> provenance = Map.of();

    /** A report with a title and nothing else. */
    public Builder(String title) {
      this.title = title;
    }

    /** In the order in which they are shown. */
    public Builder facts(Map<String, String> shown) {
      facts = shown;
      return this;
    }

    public Builder warnings(List<String> shown) {
      warnings = shown;
      return this;
    }

    public Builder pictures(List<ImageTable> shown) {
      pictures = shown;
      return this;
    }

    public Builder paths(List<ImageTable> shown) {
      paths = shown;
      return this;
    }

    /** Puts MNIST's anchors beside the measures. */
    public Builder anchors(boolean shown) {
      anchors = shown;
      return this;
    }

    public Builder measures(Map<String, Double> shown) {
      measures = shown;
      return this;
    }

    public Builder controls(List<ControlResult> shown) {
      controls = shown;
      return this;
    }

    public Builder swaps(@Nullable SwapMatrix shown) {
      swaps = shown;
      return this;
    }

    public Builder tables(List<DataTable> shown) {
      tables = shown;
      return this;
    }

    public Builder tradeoff(List<TradeoffPoint> shown) {
      tradeoff = shown;
      return this;
    }

    public Builder embeddings(List<Embedding> shown) {
      embeddings = shown;
      return this;
    }

    public Builder curves(List<LossPlot.Series> shown) {
      curves = shown;
      return this;
    }

    public Builder provenance(Map<String, Map<String, String>> shown) {
      provenance = shown;
      return this;
    }

    /** The report's content. */
    public ReportContent build() {
      return new ReportContent(
          title,
          facts,
          warnings,
          pictures,
          paths,
          anchors,
          measures,
          controls,
          swaps,
          tables,
          tradeoff,
          embeddings,
          curves,
          provenance);
    }
  }
}
