package io.twofold.bench.cli;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Numbers {

  private Numbers() {}

  /** A number with three or more significant digits, or "-" for none. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  static String of(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
