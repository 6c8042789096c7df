package io.twofold.trainer.report.html;

import java.util.List;

/**
 * Figures in rows and columns with a head each.
 *
 * @param title what the table shows
 * @param note how to read it, in a sentence or two; may be empty
 * @param corner the head of the column of heads; may be empty
 * @param columns the heads of the columns
 * @param rows each with a value for every column
 */
public record DataTable(
    String title, String note, String corner, List<String> columns, List<Row> rows) {

  /**
   * A row.
   *
   * @param head what its values belong to
   * @param values one that is not finite is absent
   */
  public record Row(String head, List<Double> values) {

    public Row {
      values = List.copyOf(values);
    }
  }

  public DataTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "row '%s' of '%s' must have %d values, not %d"
                .formatted(row.head(), title, columns.size(), row.values().size()));
      }
    }
  }
}
