package io.twofold.trainer.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an epoch gave: one line of {@code metrics.jsonl}.
 *
 * @param epoch counted from 1 over the whole run
 * @param stage the part of the recipe that it belongs to
 * @param iterations of the epoch
 * @param seconds that it took
 * @param values by name; one that is not finite is written as null
 */
public record EpochLine(
    int epoch, String stage, int iterations, double seconds, Map<String, Double> values) {

  public EpochLine {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A value, NaN where there is none of that name. */
  public double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /** One line of JSON, without its end. */
  public String toJson() {
    JsonObject line = new JsonObject();
    line.addProperty("epoch", epoch);
    line.addProperty("stage", stage);
    line.addProperty("iterations", iterations);
    line.addProperty("seconds", seconds);
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            line.addProperty(name, value);
          } else {
            line.add(name, JsonNull.INSTANCE);
          }
        });
    return line.toString();
  }

  /**
   * Reads a line.
   *
   * @throws IOException where it is not one, or lacks the epoch
   */
  public static EpochLine fromJson(String json) throws IOException {
    try {
      JsonObject line = JsonParser.parseString(json).getAsJsonObject();
      Map<String, Double> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> entry : line.entrySet()) {
        JsonElement value = entry.getValue();
        values.put(entry.getKey(), isNumber(value) ? value.getAsDouble() : Double.NaN);
      }
      values.keySet().removeAll(List.of("epoch", "stage", "iterations", "seconds"));
      return new EpochLine(
          line.get("epoch").getAsInt(),
          line.get("stage").getAsString(),
          line.get("iterations").getAsInt(),
          line.get("seconds").getAsDouble(),
          values);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException e) {
      throw new IOException("'%s' is not a line of metrics".formatted(json), e);
    }
  }

  private static boolean isNumber(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
  }

  /**
   * Reads what {@link #toJson} wrote, one epoch a line.
   *
   * @throws IOException where a line is broken
   */
  public static List<EpochLine> fromJsonLines(String text) throws IOException {
    List<EpochLine> epochs = new ArrayList<>();
    for (String line : text.lines().toList()) {
      epochs.add(fromJson(line));
    }
    return epochs;
  }
}
