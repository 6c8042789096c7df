package io.twofold.trainer.report;

import java.util.Locale;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step from one to the next
 * @param from the first, as a multiple of the step
 * @param count how many, at least 2
 */
public record Ticks(double step, long from, int count) {

  /** About how many steps an axis has. */
  private static final int STEPS = 4;

  /** The least length of an axis as a part of its values: less would show rounding as a trend. */
  private static final double LEAST_SPAN = 1e-3;

  /** An axis that holds every finite one of {@code values}; 0 to 1 where there is none. */
  public static Ticks around(double[] values) {
    return around(values, STEPS);
  }

  /** The same with about {@code steps} steps. */
  static Ticks around(double[] values, int steps) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min > max) {
      return new Ticks(0.2, 0, 6);
    }
    double middle = (min + max) / 2;
    double span = Math.max(Math.max(max - min, Math.abs(middle) * LEAST_SPAN), 1e-9);
    min = Math.min(min, middle - span / 2);
    max = Math.max(max, middle + span / 2);
    double rough = span / steps;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * (rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
    long from = (long) Math.floor(min / step);
    long to = Math.max(from + 1, (long) Math.ceil(max / step));
    return new Ticks(step, from, (int) (to - from) + 1);
  }

  /** The tick {@code index}, from 0. */
  public double value(int index) {
    return (from + index) * step;
  }

  /** Where the axis begins. */
  public double first() {
    return value(0);
  }

  /** Where the axis ends. */
  public double last() {
    return value(count - 1);
  }

  /** A tick with as many decimals as the step has. */
  public String label(int index) {
    if (step < 1e-6 || Math.max(Math.abs(first()), Math.abs(last())) >= 1e6) {
      return String.format(Locale.ROOT, "%.1e", value(index));
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", value(index));
  }
}
