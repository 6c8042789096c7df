package io.twofold.trainer.data.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.files.LabelledFile.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header: a column with the path of each image, relative to the file's own folder
 * where it is not absolute, and a column with its class, or several columns of 0 and 1 that say
 * which of the labels it has. A column {@code split} says {@code train} or {@code test}.
 */
final class CsvListing {

  private final Path csv;
  private final CsvColumns columns;
  private final List<LabelledFile> files = new ArrayList<>();
  private final Set<Path> named = new HashSet<>();
  private final Findings findings = new Findings();

  private CsvListing(Path csv, CsvColumns columns) {
    this.csv = csv;
    this.columns = columns;
  }

  /**
   * Lists the files.
   *
   * @throws DataException where the CSV file is missing or broken, lacks a column, or holds a value
   *     that it must not; the message names the line
   */
  static Listing of(Path csv, FileOptions options) throws IOException {
    if (!Files.isRegularFile(csv)) {
      throw new DataException("there is no file " + csv);
    }
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .detectBomHeader(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(csv)) {
      List<CsvRecord> records = reader.stream().toList();
      if (records.isEmpty()) {
        throw new DataException(csv + " is empty: it needs a header and a row for each image");
      }
      requireText(csv, records);
      CsvColumns columns = CsvColumns.of(csv, records.get(0).getFields(), options);
      return new CsvListing(csv.toAbsolutePath().normalize(), columns)
          .list(records.subList(1, records.size()), options);
    } catch (CsvParseException e) {
      throw new DataException("%s is broken: %s".formatted(csv, e.getMessage()), e);
    }
  }

  /** Refuses what was not written in UTF-8: the reader puts U+FFFD for what it cannot read. */
  private static void requireText(Path csv, List<CsvRecord> records) throws DataException {
    for (CsvRecord row : records) {
      if (row.getFields().stream().anyMatch(field -> field.indexOf(0xfffd) >= 0)) {
        throw new DataException(
            "%s: line %d is no text in UTF-8; save the table as CSV in UTF-8"
                .formatted(csv, row.getStartingLineNumber()));
      }
    }
  }

  private Listing list(List<CsvRecord> rows, FileOptions options) throws DataException {
    for (CsvRecord row : rows) {
      if (row.getFieldCount() != columns.count()) {
        throw problem(
            row,
            "%d columns, where the header has %d".formatted(row.getFieldCount(), columns.count()));
      }
      add(row);
    }
    Map<String, String> settings = new HashMap<>();
    if (options.pathColumn() != null) {
      settings.put("path-column", options.pathColumn());
    }
    if (!options.labelColumns().isEmpty()) {
      settings.put("label-columns", String.join(",", options.labelColumns()));
    }
    String fileName = String.valueOf(csv.getFileName());
    return new Listing(
        "csv:" + csv,
        "the images listed in " + csv,
        Dataset.nameLike(fileName.replaceAll("(?i)\\.csv$", "")),
        files,
        columns.kind(),
        columns.kind() == LabelKind.MULTI ? columns.labelNames() : classes(),
        settings,
        findings);
  }

  private void add(CsvRecord row) throws DataException {
    String written = row.getField(columns.path()).strip();
    String name = "line " + row.getStartingLineNumber() + ": " + written;
    if (written.isEmpty()) {
      findings.add("rows name no file and were left out", "line " + row.getStartingLineNumber());
      return;
    }
    List<String> labels = labels(row);
    if (columns.kind() == LabelKind.SINGLE && labels.isEmpty()) {
      findings.add("rows have no label and were left out", name);
      return;
    }
    Path file = file(written);
    if (file == null || !Files.isRegularFile(file)) {
      findings.add("rows name a file that does not exist and were left out", name);
      return;
    }
    if (!named.add(file)) {
      findings.add("rows name a file that a row above them names too", name);
    }
    files.add(new LabelledFile(file, name, labels, part(row)));
  }

  /** The file that a row names, or null where no file can be called so. */
  private @Nullable Path file(String written) {
    try {
      return csv.resolveSibling(written).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private List<String> labels(CsvRecord row) throws DataException {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < columns.labels().size(); i++) {
      String value = row.getField(columns.labels().get(i)).strip();
      if (columns.kind() == LabelKind.SINGLE) {
        if (!value.isEmpty()) {
          labels.add(value);
        }
      } else if (value.equals("1")) {
        labels.add(columns.labelNames().get(i));
      } else if (!value.equals("0")) {
        throw problem(
            row,
            "'%s' in the label column %s, where several label columns must hold 0 or 1; --label-columns names the ones to use"
                .formatted(value, columns.labelNames().get(i)));
      }
    }
    return labels;
  }

  private Part part(CsvRecord row) throws DataException {
    if (columns.split() < 0) {
      return Part.OPEN;
    }
    String split = row.getField(columns.split()).strip();
    return switch (split.toLowerCase(Locale.ROOT)) {
      case "train" -> Part.TRAIN;
      case "test" -> Part.TEST;
      default -> throw problem(row, "'" + split + "' in the column split, not train or test");
    };
  }

  /** The classes in use: as numbers where all are, else by name. */
  private List<String> classes() {
    TreeSet<String> classes = new TreeSet<>();
    files.forEach(file -> classes.addAll(file.labels()));
    boolean numbers = classes.stream().allMatch(label -> label.matches("\\d{1,9}"));
    return numbers
        ? classes.stream().sorted(Comparator.comparingInt(Integer::parseInt)).toList()
        : List.copyOf(classes);
  }

  private DataException problem(CsvRecord row, String what) {
    return new DataException(
        "%s: line %d has %s".formatted(csv, row.getStartingLineNumber(), what));
  }
}
