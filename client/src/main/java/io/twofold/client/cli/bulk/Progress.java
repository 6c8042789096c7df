package io.twofold.client.cli.bulk;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far a long run is: on a terminal on one line that is written over, elsewhere with a line
 * now and then. Runs that are over before the first line is due say nothing.
 */
public final class Progress {

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final long QUIET_NANOS = 500_000_000L;
  private static final int BAR_WIDTH = 20;

  /** Where progress goes. */
  public enum Style {
    /** One line, written over. */
    TERMINAL,
    /** A line every ten seconds. */
    LINES,
    /** Nowhere. */
    SILENT
  }

  private final PrintWriter err;
  private final Style style;
  private final int columns;
  private final String unit;
  private final long total;
  private final LongSupplier nanoTime;
  private final long start;
  private long done;
  private long since;
  private long failed;
  private long last;
  private boolean shown;

  /**
   * @param columns of the terminal
   * @param unit what is counted, as in {@code images}
   * @param total how many there are
   * @param done how many an earlier run did
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  public Progress(
      PrintWriter err,
      Style style,
      int columns,
      String unit,
      long total,
      long done,
      LongSupplier nanoTime) {
    this.err = err;
    this.style = style;
    this.columns = columns;
    this.unit = unit;
    this.total = total;
    this.done = done;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.last = start;
  }

  /** Counts what was done. */
  public void add(long count) {
    done += count;
    since += count;
    show();
  }

  /** Counts what could not be done, and says the lines. */
  public void fail(List<String> lines) {
    clear();
    failed++;
    lines.forEach(err::println);
    err.flush();
  }

  /** How many were done, those of an earlier run included. */
  public long done() {
    return done;
  }

  /** Clears the line on the terminal. */
  public void clear() {
    if (shown) {
      err.print("\r" + " ".repeat(columns - 1) + "\r");
      err.flush();
      shown = false;
    }
  }

  private void show() {
    long now = nanoTime.getAsLong();
    switch (style) {
      case TERMINAL -> {
        if (now - start >= QUIET_NANOS && now - last >= REDRAW_NANOS) {
          last = now;
          draw("[%s] %s".formatted(bar(), text(now)));
        }
      }
      case LINES -> {
        if (now - last >= LINE_NANOS) {
          last = now;
          err.println(text(now));
          err.flush();
        }
      }
      case SILENT -> {}
    }
  }

  private void draw(String line) {
    String cut = line.length() < columns ? line : line.substring(0, columns - 1);
    err.print("\r" + cut + " ".repeat(columns - 1 - cut.length()));
    err.flush();
    shown = true;
  }

  private String bar() {
    int filled = (int) (BAR_WIDTH * Math.min(total, done + failed) / Math.max(1, total));
    return "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
  }

  private String text(long now) {
    double rate = since / Math.max(1e-9, (now - start) / 1e9);
    double left = Math.max(0, total - done - failed) / Math.max(1e-9, rate);
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s, %,.0f/s, %s left%s",
        done,
        total,
        unit,
        rate,
        duration(left),
        failed == 0 ? "" : ", %,d failed".formatted(failed));
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    }
    return whole < 3600
        ? "%dm%02ds".formatted(whole / 60, whole % 60)
        : "%dh%02dm".formatted(whole / 3600, whole % 3600 / 60);
  }
}
