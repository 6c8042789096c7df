package io.twofold.trainer.evaluate;

import java.util.Arrays;

/** A value as a linear function of a code, fitted by least squares. */
final class LeastSquares {

  /** Keeps directions in which codes do not differ from deciding anything. */
  private static final double RIDGE = 1e-6;

  private final double[] weights;

  private LeastSquares(double[] weights) {
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param codes [count, dim]
   * @param values one for each code
   */
  static LeastSquares fit(float[] codes, int dim, double[] values) {
    int unknowns = dim + 1;
    double[][] normal = new double[unknowns][unknowns + 1];
    double[] row = new double[unknowns];
    for (int i = 0; i < values.length; i++) {
      fill(codes, i, dim, row);
      for (int a = 0; a < unknowns; a++) {
        for (int b = 0; b < unknowns; b++) {
          normal[a][b] += row[a] * row[b];
        }
        normal[a][unknowns] += row[a] * values[i];
      }
    }
    for (int a = 0; a < unknowns; a++) {
      normal[a][a] += RIDGE * Math.max(1, normal[a][a]);
    }
    return new LeastSquares(solve(normal));
  }

  /**
   * The share of the values' variance that is foretold, for codes that were not fitted: 1 − squared
   * errors over squared distances from the mean. Noise has about 0, or a little less.
   */
  double explained(float[] codes, int dim, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double[] row = new double[dim + 1];
    double errors = 0;
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      fill(codes, i, dim, row);
      double foretold = 0;
      for (int a = 0; a <= dim; a++) {
        foretold += weights[a] * row[a];
      }
      errors += (values[i] - foretold) * (values[i] - foretold);
      spread += (values[i] - mean) * (values[i] - mean);
    }
    return spread == 0 ? 0 : 1 - errors / spread;
  }

  private static void fill(float[] codes, int index, int dim, double[] row) {
    for (int d = 0; d < dim; d++) {
      row[d] = codes[index * dim + d];
    }
    row[dim] = 1;
  }

  /** Gauss and Jordan, with the largest pivot of each column. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int r = column + 1; r < size; r++) {
        if (Math.abs(system[r][column]) > Math.abs(system[pivot][column])) {
          pivot = r;
        }
      }
      double[] swap = system[column];
      system[column] = system[pivot];
      system[pivot] = swap;
      for (int r = 0; r < size; r++) {
        if (r != column) {
          double factor = system[r][column] / system[column][column];
          for (int c = column; c <= size; c++) {
            system[r][c] -= factor * system[column][c];
          }
        }
      }
    }
    double[] solution = new double[size];
    Arrays.setAll(solution, i -> system[i][size] / system[i][i]);
    return solution;
  }
}
