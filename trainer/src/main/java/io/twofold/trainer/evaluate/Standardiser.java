package io.twofold.trainer.evaluate;

/**
 * Shifts and scales each dimension of codes to mean 0 and standard deviation 1. No value among n
 * training codes lies further off than √n deviations; what does among others is taken as that far,
 * and a dimension without any deviation is 0: one that hardly varies among few training codes would
 * drown all others in the test codes.
 *
 * @param mean of each dimension
 * @param deviation of each dimension
 * @param furthest in standard deviations
 */
record Standardiser(float[] mean, float[] deviation, float furthest) {

  /** Smaller deviations are taken as this; what is left of a constant after rounding is no code. */
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
      double actual = Math.sqrt(squares[d] / count);
      deviation[d] = actual == 0 ? 0 : (float) Math.max(LEAST_DEVIATION, actual);
    }
    return new Standardiser(mean, deviation, (float) Math.sqrt(count));
  }

  float[] apply(float[] codes) {
    int dim = mean.length;
    float[] scaled = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      float unit = deviation[i % dim];
      float value = unit == 0 ? 0 : (codes[i] - mean[i % dim]) / unit;
      scaled[i] = Math.max(-furthest, Math.min(furthest, value));
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
