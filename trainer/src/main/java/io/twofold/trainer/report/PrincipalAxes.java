package io.twofold.trainer.report;

import java.util.random.RandomGenerator;

/** The two directions in which points vary most, by power iteration on their covariance. */
final class PrincipalAxes {

  private static final int STEPS = 200;

  private PrincipalAxes() {}

  /**
   * Coordinates along the first and the second axis, n × 2; zeros along an axis that the points do
   * not vary in.
   *
   * @param points n × dimension, of mean zero
   * @param random where the iteration starts
   */
  static double[] project(float[] points, int n, int dimension, RandomGenerator random) {
    double[][] covariance = covariance(points, n, dimension);
    double[] projected = new double[2 * n];
    for (int axis = 0; axis < Math.min(2, dimension); axis++) {
      double[] direction = new double[dimension];
      for (int a = 0; a < dimension; a++) {
        direction[a] = random.nextGaussian();
      }
      double variance = 0;
      for (int step = 0; step < STEPS; step++) {
        variance = advance(covariance, direction);
      }
      for (int i = 0; i < n && variance > 0; i++) {
        double sum = 0;
        for (int a = 0; a < dimension; a++) {
          sum += points[i * dimension + a] * direction[a];
        }
        projected[2 * i + axis] = sum;
      }
      for (int a = 0; a < dimension; a++) {
        for (int b = 0; b < dimension; b++) {
          covariance[a][b] -= variance * direction[a] * direction[b];
        }
      }
    }
    return projected;
  }

  /** Makes {@code direction} covariance · direction at length 1, and gives the length before. */
  private static double advance(double[][] covariance, double[] direction) {
    int dimension = direction.length;
    double[] product = new double[dimension];
    double squares = 0;
    for (int a = 0; a < dimension; a++) {
      for (int b = 0; b < dimension; b++) {
        product[a] += covariance[a][b] * direction[b];
      }
      squares += product[a] * product[a];
    }
    double length = Math.sqrt(squares);
    for (int a = 0; a < dimension; a++) {
      direction[a] = length > 0 ? product[a] / length : 0;
    }
    return length;
  }

  private static double[][] covariance(float[] points, int n, int dimension) {
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < dimension; a++) {
        double value = points[i * dimension + a] / (double) n;
        for (int b = 0; b < dimension; b++) {
          covariance[a][b] += value * points[i * dimension + b];
        }
      }
    }
    return covariance;
  }
}
