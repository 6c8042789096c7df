package io.twofold.trainer.train;

/**
 * A linear map after which features have mean 0 and covariance I: (f − mean) · whiten, with whiten
 * = L⁻ᵀ and colour = Lᵀ, where L is the Cholesky factor of the covariance.
 *
 * @param mean [dim]
 * @param whiten [dim, dim], row by row
 * @param colour its inverse
 */
record Whitening(float[] mean, float[] whiten, float[] colour) {

  /** Added to each variance, so that a dead dimension stays finite. */
  private static final double LEAST_VARIANCE = 1e-6;

  /**
   * Fits features [count, dim] with noise.
   *
   * @param noise the noise's standard deviations: [dim]
   */
  static Whitening of(float[] features, float[] noise) {
    int dim = noise.length;
    int count = features.length / dim;
    float[] mean = new float[dim];
    double[] sums = new double[dim];
    for (int i = 0; i < features.length; i++) {
      sums[i % dim] += features[i];
    }
    for (int d = 0; d < dim; d++) {
      mean[d] = (float) (sums[d] / count);
    }
    double[][] covariance = new double[dim][dim];
    for (int i = 0; i < count; i++) {
      for (int row = 0; row < dim; row++) {
        double deviation = features[i * dim + row] - mean[row];
        for (int column = 0; column <= row; column++) {
          covariance[row][column] += deviation * (features[i * dim + column] - mean[column]);
        }
      }
    }
    for (int d = 0; d < dim; d++) {
      covariance[d][d] += (double) count * noise[d] * noise[d];
    }
    double[][] lower = cholesky(covariance, count);
    double[][] inverse = inverse(lower);
    float[] whiten = new float[dim * dim];
    float[] colour = new float[dim * dim];
    for (int row = 0; row < dim; row++) {
      for (int column = 0; column < dim; column++) {
        whiten[row * dim + column] = (float) inverse[column][row];
        colour[row * dim + column] = (float) lower[column][row];
      }
    }
    return new Whitening(mean, whiten, colour);
  }

  private static double[][] cholesky(double[][] sums, int count) {
    int dim = sums.length;
    double[][] lower = new double[dim][dim];
    for (int row = 0; row < dim; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = sums[row][column] / count + (row == column ? LEAST_VARIANCE : 0);
        for (int k = 0; k < column; k++) {
          rest -= lower[row][k] * lower[column][k];
        }
        lower[row][column] =
            row == column
                ? Math.sqrt(Math.max(rest, LEAST_VARIANCE))
                : rest / lower[column][column];
      }
    }
    return lower;
  }

  private static double[][] inverse(double[][] lower) {
    int dim = lower.length;
    double[][] inverse = new double[dim][dim];
    for (int column = 0; column < dim; column++) {
      for (int row = column; row < dim; row++) {
        double rest = row == column ? 1 : 0;
        for (int k = column; k < row; k++) {
          rest -= lower[row][k] * inverse[k][column];
        }
        inverse[row][column] = rest / lower[row][row];
      }
    }
    return inverse;
  }
}
