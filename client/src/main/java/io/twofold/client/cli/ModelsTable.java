package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.client.LabelKind;
import io.twofold.client.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Versions as a table for 80 columns, one row each; below it why a version failed, and the names of
 * its labels.
 */
final class ModelsTable {

  private static final List<String> HEADER =
      List.of(
          "MODEL", "VERSION", "STATE", "LATENT SPACE", "SHAPE", "S+Z", "LABELS", "SWAPS", "LEAK");
  private static final int NAMED_LABELS = 100;
  private static final int COLUMNS = 80;
  private static final String INDENT = "  ";
  private static final String NONE = "-";

  private ModelsTable() {}

  static List<String> lines(List<ModelInfo> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    models.forEach(model -> rows.add(cells(model)));
    List<String> table = TextTable.lines(rows);
    List<String> lines = new ArrayList<>(table.subList(0, 1));
    List<String> labelsAbove = List.of();
    for (int i = 0; i < models.size(); i++) {
      lines.add(table.get(i + 1));
      lines.addAll(notes(models.get(i), labelsAbove));
      labelsAbove = models.get(i).labels().isEmpty() ? labelsAbove : models.get(i).labels();
    }
    return lines;
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
        model.labels().isEmpty() ? NONE : Integer.toString(model.labels().size()),
        measure(model, "swap_accuracy"),
        measure(model, "z_leak"));
  }

  private static String measure(ModelInfo model, String name) {
    Double value = model.scorecard().get(name);
    return value == null ? NONE : String.format(Locale.ROOT, "%.3f", value);
  }

  /** What a version has to say beyond its row; labels only where the row above has others. */
  private static List<String> notes(ModelInfo model, List<String> labelsAbove) {
    List<String> notes = new ArrayList<>();
    if (!model.reason().isEmpty()) {
      notes.addAll(wrapped(List.of(model.reason().strip().split("\\s+", -1))));
    }
    if (!model.labels().isEmpty() && !model.labels().equals(labelsAbove)) {
      notes.addAll(wrapped(labels(model)));
    }
    return notes;
  }

  private static List<String> labels(ModelInfo model) {
    List<String> words = new ArrayList<>();
    words.add(model.labelKind() == LabelKind.MULTI ? "any of" : "labels");
    List<String> labels = model.labels();
    words.addAll(labels.subList(0, Math.min(labels.size(), NAMED_LABELS)));
    if (labels.size() > NAMED_LABELS) {
      words.add("... (%d)".formatted(labels.size()));
    }
    return words;
  }

  /** Words as indented lines of at most {@value #COLUMNS} columns, where the words allow it. */
  private static List<String> wrapped(List<String> words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : words) {
      if (line.length() > INDENT.length() && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT);
      }
      line.append(line.length() > INDENT.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
