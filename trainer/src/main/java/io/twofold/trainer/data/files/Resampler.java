package io.twofold.trainer.data.files;

/**
 * Makes lines of samples longer or shorter: each new sample is the mean of the old ones around its
 * place, weighted by a triangle as wide as two samples of the coarser line. So making an image
 * smaller averages, without aliasing, and making it larger interpolates linearly.
 */
final class Resampler {

  private final int from;
  private final int to;
  private final int[] first;
  private final float[][] weights;

  /**
   * A resampler of lines.
   *
   * @param from samples in a line
   * @param to samples that it shall have
   */
  Resampler(int from, int to) {
    this.from = from;
    this.to = to;
    this.first = new int[to];
    this.weights = new float[to][];
    double step = (double) from / to;
    double reach = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step - 0.5;
      int start = Math.max(0, (int) Math.ceil(centre - reach));
      int end = Math.min(from - 1, (int) Math.floor(centre + reach));
      float[] weight = new float[end - start + 1];
      double sum = 0;
      for (int k = start; k <= end; k++) {
        sum += 1 - Math.abs(k - centre) / reach;
      }
      for (int k = start; k <= end; k++) {
        weight[k - start] = (float) ((1 - Math.abs(k - centre) / reach) / sum);
      }
      first[i] = start;
      weights[i] = weight;
    }
  }

  /** Resamples each row of an image: [rows, from] at {@code offset} → [rows, to]. */
  float[] rows(float[] values, int offset, int rows) {
    float[] result = new float[rows * to];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < to; i++) {
        float sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          sum += weights[i][k] * values[offset + row * from + first[i] + k];
        }
        result[row * to + i] = sum;
      }
    }
    return result;
  }

  /** Resamples each column of an image: [from, columns] → [to, columns]. */
  float[] columns(float[] values, int columns) {
    float[] result = new float[to * columns];
    for (int i = 0; i < to; i++) {
      for (int k = 0; k < weights[i].length; k++) {
        for (int column = 0; column < columns; column++) {
          result[i * columns + column] += weights[i][k] * values[(first[i] + k) * columns + column];
        }
      }
    }
    return result;
  }
}
