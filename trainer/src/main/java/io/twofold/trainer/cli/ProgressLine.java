package io.twofold.trainer.cli;

import java.io.PrintWriter;

/**
 * A line that is written over again and again on a terminal, and stays silent elsewhere.
 *
 * <p>The launcher says in the system property {@value #COLUMNS_PROPERTY} how wide the terminal is;
 * without it there is none.
 */
final class ProgressLine {

  /** Columns of the terminal that error output goes to. */
  static final String COLUMNS_PROPERTY = "twofold.columns";

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int BAR_WIDTH = 20;

  private final PrintWriter err;
  private final int columns;
  private long lastDrawn;
  private boolean shown;

  ProgressLine(PrintWriter err) {
    this.err = err;
    this.columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
  }

  boolean isOnTerminal() {
    return columns > 0;
  }

  /** Shows a share done, from 0 to 1, and a text. */
  void show(double done, String text) {
    int filled = (int) Math.round(BAR_WIDTH * Math.min(1, Math.max(0, done)));
    draw("[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + text);
  }

  /** Shows a text. */
  void show(String text) {
    draw(text);
  }

  /** Clears the line, so that something else can be printed there. */
  void clear() {
    if (shown) {
      err.print("\r" + " ".repeat(columns - 1) + "\r");
      err.flush();
      shown = false;
      lastDrawn = 0;
    }
  }

  private void draw(String text) {
    long now = System.nanoTime();
    if (!isOnTerminal() || (lastDrawn != 0 && now - lastDrawn < REDRAW_NANOS)) {
      return;
    }
    lastDrawn = now;
    String cut = text.length() < columns ? text : text.substring(0, columns - 1);
    err.print("\r" + cut + " ".repeat(columns - 1 - cut.length()));
    err.flush();
    shown = true;
  }

  /** Seconds as a person says them: {@code 42s}, {@code 3m07s}, {@code 1h02m}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    }
    return whole < 3600
        ? "%dm%02ds".formatted(whole / 60, whole % 60)
        : "%dh%02dm".formatted(whole / 3600, whole % 3600 / 60);
  }
}
