package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
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

  /** The same for scripts; what the server does not know is empty or 0. */
  static JsonObject json(List<ModelInfo> models) {
    JsonArray array = new JsonArray();
    models.forEach(model -> array.add(json(model)));
    JsonObject document = new JsonObject();
    document.add("models", array);
    return document;
  }

  private static JsonObject json(ModelInfo model) {
    JsonObject json = new JsonObject();
    json.addProperty("model", model.model());
    json.addProperty("version", model.version());
    json.addProperty("state", model.state().name().toLowerCase(Locale.ROOT));
    json.addProperty("reason", model.reason());
    json.addProperty("latent_space", model.latentSpace());
    json.addProperty("channels", model.channels());
    json.addProperty("height", model.height());
    json.addProperty("width", model.width());
    json.addProperty("dim_s", model.dimS());
    json.addProperty("dim_z", model.dimZ());
    JsonArray labels = new JsonArray();
    model.labels().forEach(labels::add);
    json.add("labels", labels);
    json.addProperty("label_kind", model.labelKind().name().toLowerCase(Locale.ROOT));
    JsonObject scorecard = new JsonObject();
    model.scorecard().forEach(scorecard::addProperty);
    json.add("scorecard", scorecard);
    return json;
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
