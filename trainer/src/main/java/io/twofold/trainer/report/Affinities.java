package io.twofold.trainer.report;

import java.util.Arrays;

/**
 * The sparse, symmetric matrix P of t-SNE: p_ij = (p_j|i + p_i|j) / 2n, over the nearest neighbours
 * alone. Each p_·|i is a Gaussian whose width gives it the wanted perplexity. Compressed rows.
 *
 * @param rowStarts n + 1 offsets into the other two
 * @param columns j of each entry
 * @param values p_ij of each entry; all of them sum to 1
 */
record Affinities(int[] rowStarts, int[] columns, float[] values) {

  private static final int BISECTIONS = 64;
  private static final double TOLERANCE = 1e-5;

  /** P of {@code n} points from their neighbours, of which there should be 3 × perplexity. */
  static Affinities of(Neighbours neighbours, int n, double perplexity) {
    int k = neighbours.k();
    double[] conditional = new double[n * k];
    double[] row = new double[k];
    for (int i = 0; i < n; i++) {
      for (int rank = 0; rank < k; rank++) {
        row[rank] = neighbours.squaredDistances()[i * k + rank];
      }
      gaussian(row, Math.log(perplexity));
      System.arraycopy(row, 0, conditional, i * k, k);
    }
    return symmetric(neighbours.indices(), conditional, n, k);
  }

  /** Replaces ascending squared distances by probabilities with the given entropy, in nats. */
  static void gaussian(double[] row, double entropy) {
    if (row.length == 0) {
      return;
    }
    double[] distances = row.clone();
    double nearest = distances[0];
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1 / Math.max(mean(distances) - nearest, Double.MIN_NORMAL);
    for (int step = 0; step < BISECTIONS; step++) {
      double sum = 0;
      double weighted = 0;
      for (int j = 0; j < row.length; j++) {
        double distance = distances[j] - nearest;
        row[j] = Math.exp(-beta * distance);
        sum += row[j];
        weighted += distance * row[j];
      }
      for (int j = 0; j < row.length; j++) {
        row[j] /= sum;
      }
      double excess = Math.log(sum) + beta * weighted / sum - entropy;
      if (Math.abs(excess) < TOLERANCE) {
        return;
      }
      if (excess > 0) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? 2 * beta : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
      if (beta > Double.MAX_VALUE / 4) {
        return;
      }
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static Affinities symmetric(int[] indices, double[] conditional, int n, int k) {
    int[] starts = new int[n + 1];
    for (int i = 0; i < n; i++) {
      starts[i + 1] += k;
    }
    for (int j : indices) {
      starts[j + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] columns = new int[2 * n * k];
    double[] values = new double[2 * n * k];
    int[] next = Arrays.copyOf(starts, n);
    for (int i = 0; i < n; i++) {
      for (int rank = 0; rank < k; rank++) {
        int j = indices[i * k + rank];
        double half = conditional[i * k + rank] / (2.0 * n);
        columns[next[i]] = j;
        values[next[i]++] = half;
        columns[next[j]] = i;
        values[next[j]++] = half;
      }
    }
    return merged(starts, columns, values);
  }

  /** Adds up entries of the same row and column. */
  private static Affinities merged(int[] starts, int[] columns, double[] values) {
    int n = starts.length - 1;
    int[] mergedStarts = new int[n + 1];
    int[] mergedColumns = new int[columns.length];
    float[] mergedValues = new float[columns.length];
    int[] lastAt = new int[n];
    Arrays.fill(lastAt, -1);
    int at = 0;
    for (int i = 0; i < n; i++) {
      int start = at;
      for (int entry = starts[i]; entry < starts[i + 1]; entry++) {
        int j = columns[entry];
        if (lastAt[j] >= start) {
          mergedValues[lastAt[j]] += (float) values[entry];
        } else {
          lastAt[j] = at;
          mergedColumns[at] = j;
          mergedValues[at++] = (float) values[entry];
        }
      }
      mergedStarts[i + 1] = at;
    }
    return new Affinities(
        mergedStarts, Arrays.copyOf(mergedColumns, at), Arrays.copyOf(mergedValues, at));
  }
}
