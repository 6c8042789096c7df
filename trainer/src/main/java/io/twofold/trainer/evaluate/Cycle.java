package io.twofold.trainer.evaluate;

/**
 * How well a code comes back: the code that a swap was made of, against the code of the swap.
 *
 * @param error squared distances over the squared distances of the codes from their mean: 0 is
 *     perfect, 1 is as bad as answering the mean, unrelated codes have about 2
 * @param correlation Pearson's, the mean over the dimensions that vary
 */
public record Cycle(double error, double correlation) {

  private static final double LEAST_SPREAD = 1e-12;

  /**
   * Compares codes.
   *
   * @param made [count, dim]: what the swaps were made of
   * @param again [count, dim]: the codes of the swaps
   */
  static Cycle of(float[] made, float[] again, int dim) {
    int count = made.length / dim;
    double errors = 0;
    double spread = 0;
    double correlations = 0;
    int varying = 0;
    double[] x = new double[count];
    double[] y = new double[count];
    for (int d = 0; d < dim; d++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        x[i] = made[i * dim + d];
        y[i] = again[i * dim + d];
        mean += x[i] / count;
      }
      double ofDimension = 0;
      for (int i = 0; i < count; i++) {
        errors += (x[i] - y[i]) * (x[i] - y[i]);
        ofDimension += (x[i] - mean) * (x[i] - mean);
      }
      spread += ofDimension;
      if (ofDimension / count > LEAST_SPREAD) {
        correlations += Deviations.pearson(x, y);
        varying++;
      }
    }
    return new Cycle(
        spread == 0 ? Double.NaN : errors / spread,
        varying == 0 ? Double.NaN : correlations / varying);
  }
}
