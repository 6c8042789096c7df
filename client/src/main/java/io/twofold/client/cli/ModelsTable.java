package io.twofold.client.cli;

import io.twofold.client.LabelKind;
import io.twofold.client.ModelInfo;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Versions as a table, one line each, columns as wide as their widest cell. */
final class ModelsTable {

  private static final List<String> HEADER =
      List.of(
          "MODEL",
          "VERSION",
          "STATE",
          "LATENT SPACE",
          "SHAPE",
          "S+Z",
          "LABELS",
          "SCORECARD OR REASON");
  private static final int NAMED_LABELS = 10;
  private static final String NONE = "-";

  private ModelsTable() {}

  static List<String> lines(List<ModelInfo> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    models.forEach(model -> rows.add(cells(model)));
    return TextTable.lines(rows);
  }

  private static List<String> cells(ModelInfo model) {
    boolean known = model.height() > 0;
    return List.of(
        model.model(),
        Long.toString(model.version()),
        model.state().name().toLowerCase(Locale.ROOT),
        model.latentSpace().isEmpty() ? NONE : model.latentSpace(),
        known ? "%dx%dx%d".formatted(model.channels(), model.height(), model.width()) : NONE,
        known ? "%d+%d".formatted(model.dimS(), model.dimZ()) : NONE,
        model.labels().isEmpty() ? NONE : labels(model),
        model.reason().isEmpty() ? scorecard(model) : model.reason().replaceAll("\\s+", " "));
  }

  private static String labels(ModelInfo model) {
    List<String> labels = model.labels();
    String named = labels.stream().limit(NAMED_LABELS).collect(Collectors.joining(","));
    String all =
        labels.size() <= NAMED_LABELS ? named : "%s,... (%d)".formatted(named, labels.size());
    return model.labelKind() == LabelKind.MULTI ? "any of " + all : all;
  }

  private static String scorecard(ModelInfo model) {
    DecimalFormat format =
        new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
    String measures =
        model.scorecard().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + format.format(entry.getValue()))
            .collect(Collectors.joining(" "));
    return measures.isEmpty() ? NONE : measures;
  }
}
