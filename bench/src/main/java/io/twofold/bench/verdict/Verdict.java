package io.twofold.bench.verdict;

/**
 * A figure and its target.
 *
 * @param name what was measured
 * @param value what came out; NaN where nothing did, which is a miss
 * @param bound on which side of the target the value must be
 * @param target the limit itself, which is still within
 * @param unit of both; empty for ratios
 */
public record Verdict(String name, double value, Bound bound, double target, String unit) {

  /** On which side of a target a value must be. */
  public enum Bound {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  public static Verdict atMost(String name, double value, double target, String unit) {
    return new Verdict(name, value, Bound.AT_MOST, target, unit);
  }

  public static Verdict atLeast(String name, double value, double target, String unit) {
    return new Verdict(name, value, Bound.AT_LEAST, target, unit);
  }

  public boolean met() {
    return switch (bound) {
      case AT_MOST -> value <= target;
      case AT_LEAST -> value >= target;
    };
  }
}
