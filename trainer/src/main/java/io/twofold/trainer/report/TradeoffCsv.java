package io.twofold.trainer.report;

import io.twofold.trainer.report.TradeoffPoint.Style;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Points of the trade-off from a CSV file with the columns {@code name}, {@code z_leak}, {@code
 * rec_mse}, {@code series} and, if wanted, {@code style} ({@code line}, {@code mark} or {@code
 * dot}), in any order and named in the first line. Where no style is given, points of the series
 * {@code anchors} are dots, a point that is alone in its series is a mark, and all others are the
 * steps of a line. A field that holds a comma or a quote stands in double quotes. Blank lines and
 * lines that start with # are passed over.
 */
public final class TradeoffCsv {

  private static final List<String> NEEDED = List.of("name", "z_leak", "rec_mse", "series");

  private static final String ANCHORS = "anchors";

  /** What spreadsheets put in front of UTF-8. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private TradeoffCsv() {}

  /**
   * Reads the points, in the order of their lines.
   *
   * @throws IOException where the file cannot be read or a line is not as it must be; the message
   *     names file and line
   */
  public static List<TradeoffPoint> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a file");
    }
    List<String> lines;
    try {
      lines = Files.readString(file).replaceFirst("^" + BYTE_ORDER_MARK, "").lines().toList();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not text in UTF-8", e);
    }
    List<String> header = List.of();
    Map<Integer, Map<String, String>> rows = new LinkedHashMap<>();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        List<String> fields = fields(line);
        if (header.isEmpty()) {
          header = header(fields);
        } else {
          Map<String, String> row = row(header, fields);
          rows.put(i + 1, row);
          sizes.merge(field(row, "series"), 1, Integer::sum);
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    List<TradeoffPoint> points = new ArrayList<>();
    for (Map.Entry<Integer, Map<String, String>> row : rows.entrySet()) {
      try {
        points.add(point(row.getValue(), sizes));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(file, row.getKey(), e.getMessage()), e);
      }
    }
    if (points.isEmpty()) {
      throw new IOException(file + " holds no points");
    }
    return points;
  }

  private static List<String> header(List<String> names) {
    for (String needed : NEEDED) {
      if (!names.contains(needed)) {
        throw new IllegalArgumentException(
            "the first line must name the columns %s; there is no %s"
                .formatted(String.join(", ", NEEDED), needed));
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a column is named twice: " + String.join(", ", names));
    }
    return names;
  }

  private static Map<String, String> row(List<String> header, List<String> fields) {
    if (fields.size() != header.size()) {
      throw new IllegalArgumentException(
          "%d columns are named, but there are %d here".formatted(header.size(), fields.size()));
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), fields.get(i));
    }
    return row;
  }

  private static TradeoffPoint point(Map<String, String> row, Map<String, Integer> sizes) {
    String series = field(row, "series");
    return new TradeoffPoint(
        field(row, "name"),
        number("z_leak", field(row, "z_leak")),
        number("rec_mse", field(row, "rec_mse")),
        series,
        style(field(row, "style"), series, sizes.getOrDefault(series, 0)));
  }

  private static String field(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private static double number(String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' is not a number".formatted(column, text), e);
    }
  }

  private static Style style(String text, String series, int size) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> series.equals(ANCHORS) ? Style.DOT : size == 1 ? Style.MARK : Style.LINE;
      case "line" -> Style.LINE;
      case "mark" -> Style.MARK;
      case "dot" -> Style.DOT;
      default ->
          throw new IllegalArgumentException(
              "style '%s' is none of line, mark and dot".formatted(text));
    };
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
