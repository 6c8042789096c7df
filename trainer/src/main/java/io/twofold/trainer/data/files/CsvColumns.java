package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The columns of a CSV file, counted from 0.
 *
 * @param count how many there are
 * @param path the one that names the image
 * @param split the one that says which part an image is in; −1 where there is none
 * @param labels those with the labels
 * @param labelNames the names of these
 */
record CsvColumns(int count, int path, int split, List<Integer> labels, List<String> labelNames) {

  private static final List<String> PATH_NAMES = List.of("path", "file", "filename", "image");

  /** One label column holds classes; several hold 0 and 1. */
  LabelKind kind() {
    return labels.size() == 1 ? LabelKind.SINGLE : LabelKind.MULTI;
  }

  /**
   * The columns that a header names.
   *
   * @throws DataException where one is missing or named twice
   */
  static CsvColumns of(Path csv, List<String> fields, FileOptions options) throws DataException {
    List<String> header = fields.stream().map(String::strip).toList();
    if (new HashSet<>(header).size() != header.size()) {
      throw new DataException(csv + ": the header names a column twice: " + header);
    }
    if (header.size() == 1 && header.get(0).matches(".*[;\t|].*")) {
      throw new DataException(
          "%s: commas must stand between the columns, not as in '%s'"
              .formatted(csv, Findings.some(header)));
    }
    List<String> lower = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    int path =
        options.pathColumn() != null
            ? header.indexOf(options.pathColumn())
            : PATH_NAMES.stream()
                .mapToInt(lower::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    if (path < 0) {
      throw new DataException(
          "%s: no column %s in the header %s; --path-column names the one with the images' paths"
              .formatted(
                  csv,
                  options.pathColumn() != null
                      ? "'" + options.pathColumn() + "'"
                      : "is called " + String.join(", ", PATH_NAMES),
                  header));
    }
    int split = lower.indexOf("split");
    List<Integer> labels = new ArrayList<>();
    if (options.labelColumns().isEmpty()) {
      IntStream.range(0, header.size())
          .filter(at -> at != path && at != split)
          .forEach(labels::add);
    }
    for (String name : options.labelColumns()) {
      if (!header.contains(name)) {
        throw new DataException("%s: no column '%s' in the header %s".formatted(csv, name, header));
      }
      labels.add(header.indexOf(name));
    }
    if (labels.isEmpty()) {
      throw new DataException(csv + ": the header names no label column: " + header);
    }
    return new CsvColumns(
        header.size(), path, split, List.copyOf(labels), labels.stream().map(header::get).toList());
  }
}
