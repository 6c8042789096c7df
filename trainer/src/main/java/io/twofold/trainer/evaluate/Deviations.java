package io.twofold.trainer.evaluate;

import java.util.Arrays;

/** Values as their distances from the mean of their group, and how two sets of them go together. */
final class Deviations {

  private Deviations() {}

  /** The mean of each group; values that are not numbers are left out. */
  static double[] means(double[] values, int[] groups, int groupCount) {
    double[] sums = new double[groupCount];
    int[] counts = new int[groupCount];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sums[groups[i]] += values[i];
        counts[groups[i]]++;
      }
    }
    for (int g = 0; g < groupCount; g++) {
      sums[g] = counts[g] == 0 ? 0 : sums[g] / counts[g];
    }
    return sums;
  }

  /** Each value less the mean of its group; what is not a number stays so. */
  static double[] from(double[] means, double[] values, int[] groups) {
    double[] deviations = new double[values.length];
    Arrays.setAll(deviations, i -> values[i] - means[groups[i]]);
    return deviations;
  }

  /**
   * The correlation inside each group, averaged over the groups that have pairs.
   *
   * @param donor deviations; pairs whose donor is not a number are left out
   * @param swap deviations; a blank swap, not a number, shows none of the donor's: 0
   */
  static double correlation(double[] donor, double[] swap, int[] groups, int groupCount) {
    double sum = 0;
    int counted = 0;
    for (int g = 0; g < groupCount; g++) {
      double[][] pairs = pairs(donor, swap, groups, g);
      if (pairs[0].length > 1) {
        sum += pearson(pairs[0], pairs[1]);
        counted++;
      }
    }
    return counted == 0 ? Double.NaN : sum / counted;
  }

  private static double[][] pairs(double[] donor, double[] swap, int[] groups, int group) {
    double[] x = new double[donor.length];
    double[] y = new double[donor.length];
    int size = 0;
    for (int i = 0; i < donor.length; i++) {
      if (groups[i] == group && !Double.isNaN(donor[i])) {
        x[size] = donor[i];
        y[size++] = Double.isNaN(swap[i]) ? 0 : swap[i];
      }
    }
    return new double[][] {Arrays.copyOf(x, size), Arrays.copyOf(y, size)};
  }

  /** Pearson's correlation; 0 where a side is constant. */
  static double pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double scale = Math.sqrt(xx) * Math.sqrt(yy);
    return scale > 1e-12 ? xy / scale : 0;
  }
}
