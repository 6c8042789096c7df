package io.twofold.client.cli.codes;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a CSV file (RFC 4180) as their fields; empty lines are passed over. */
final class CsvLines {

  private static final int BYTE_ORDER_MARK = '\ufeff';

  private final PushbackReader text;
  private int lines;
  private int number;

  CsvLines(Reader text) throws IOException {
    this.text = new PushbackReader(text);
    int first = this.text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      this.text.unread(first);
    }
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return number;
  }

  /** The next line's fields; null at the end. */
  @Nullable List<String> next() throws IOException {
    while (true) {
      number = lines + 1;
      List<String> fields = new ArrayList<>();
      boolean more = true;
      while (more) {
        StringBuilder field = new StringBuilder();
        more = readField(field);
        fields.add(field.toString());
      }
      if (fields.size() > 1 || !fields.get(0).isEmpty()) {
        return fields;
      }
      if (isAtEnd()) {
        return null;
      }
    }
  }

  /** Reads a field; true where another follows on the same line. */
  private boolean readField(StringBuilder field) throws IOException {
    int read = text.read();
    if (read == '"') {
      readQuoted(field);
      read = text.read();
    }
    for (; read >= 0 && read != ',' && read != '\n'; read = text.read()) {
      if (read != '\r') {
        field.append((char) read);
      }
    }
    if (read == '\n') {
      lines++;
    }
    return read == ',';
  }

  private void readQuoted(StringBuilder field) throws IOException {
    for (int read = text.read(); read >= 0; read = text.read()) {
      if (read == '"') {
        int next = text.read();
        if (next != '"') {
          if (next >= 0) {
            text.unread(next);
          }
          return;
        }
      } else if (read == '\n') {
        lines++;
      }
      field.append((char) read);
    }
    throw new IllegalArgumentException("line %d has a quote without an end".formatted(number));
  }

  private boolean isAtEnd() throws IOException {
    int next = text.read();
    if (next >= 0) {
      text.unread(next);
    }
    return next < 0;
  }

  /** A field, in quotes where it needs them. */
  static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
