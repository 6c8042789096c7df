package io.twofold.client;

/**
 * Makes lines of samples longer or shorter. Each new sample is a weighted mean of old ones: the
 * weights are a triangle around its place, two samples of the coarser line wide. Larger images are
 * interpolated linearly; smaller ones are averaged, without aliasing.
 */
final class LineScaler {

  private final int from;
  private final int to;
  private final int[] first;
  private final float[][] weights;

  /**
   * Scales lines of {@code from} samples to {@code to} samples.
   *
   * @param from at least 1
   * @param to at least 1
   */
  LineScaler(int from, int to) {
    this.from = from;
    this.to = to;
    first = new int[to];
    weights = new float[to][];
    double step = (double) from / to;
    double reach = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step - 0.5;
      first[i] = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(from - 1, (int) Math.floor(centre + reach));
      weights[i] = triangle(first[i], last, centre, reach);
    }
  }

  private static float[] triangle(int first, int last, double centre, double reach) {
    double[] raw = new double[last - first + 1];
    double sum = 0;
    for (int k = 0; k < raw.length; k++) {
      raw[k] = 1 - Math.abs(first + k - centre) / reach;
      sum += raw[k];
    }
    float[] weights = new float[raw.length];
    for (int k = 0; k < raw.length; k++) {
      weights[k] = (float) (raw[k] / sum);
    }
    return weights;
  }

  /** Scales each row of an image: [rows, from] → [rows, to]. */
  float[] rows(float[] values, int rows) {
    float[] scaled = new float[rows * to];
    for (int at = 0; at < scaled.length; at++) {
      int i = at % to;
      int start = at / to * from + first[i];
      float sum = 0;
      for (int k = 0; k < weights[i].length; k++) {
        sum += weights[i][k] * values[start + k];
      }
      scaled[at] = sum;
    }
    return scaled;
  }

  /** Scales each column of an image: [from, columns] → [to, columns]. */
  float[] columns(float[] values, int columns) {
    float[] scaled = new float[to * columns];
    for (int i = 0; i < to; i++) {
      for (int k = 0; k < weights[i].length; k++) {
        int source = (first[i] + k) * columns;
        for (int column = 0; column < columns; column++) {
          scaled[i * columns + column] += weights[i][k] * values[source + column];
        }
      }
    }
    return scaled;
  }
}
