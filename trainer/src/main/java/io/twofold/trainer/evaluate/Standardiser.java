package io.twofold.trainer.evaluate;

/**
 * Shifts and scales each dimension of codes to mean 0 and standard deviation 1.
 *
 * @param mean of each dimension
 * @param deviation of each dimension
 */
record Standardiser(float[] mean, float[] deviation) {

  /** Smaller deviations are taken as this, so that a constant dimension stays finite. */
  private static final double LEAST_DEVIATION = 1e-6;

  static Standardiser fit(float[] codes, int dim) {
    int count = codes.length / dim;
    double[] sum = new double[dim];
    double[] squares = new double[dim];
    for (int i = 0; i < codes.length; i++) {
      sum[i % dim] += codes[i];
    }
    float[] mean = new float[dim];
    float[] deviation = new float[dim];
    for (int d = 0; d < dim; d++) {
      mean[d] = (float) (sum[d] / count);
    }
    for (int i = 0; i < codes.length; i++) {
      double centred = codes[i] - mean[i % dim];
      squares[i % dim] += centred * centred;
    }
    for (int d = 0; d < dim; d++) {
      deviation[d] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(squares[d] / count));
    }
    return new Standardiser(mean, deviation);
  }

  float[] apply(float[] codes) {
    int dim = mean.length;
    float[] scaled = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      scaled[i] = (codes[i] - mean[i % dim]) / deviation[i % dim];
    }
    return scaled;
  }

  /** The smallest deviation of a dimension. */
  double least() {
    double least = Double.POSITIVE_INFINITY;
    for (float value : deviation) {
      least = Math.min(least, value);
    }
    return least;
  }
}
