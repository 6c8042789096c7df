package io.twofold.trainer.data;

import java.util.List;

/**
 * The line that the centre of the pen follows to write a digit.
 *
 * @param points control points as x, y pairs: x to the right from 0, y down from 0 to 1
 * @param strokes each a smooth curve through the points that it names by index; strokes that share
 *     an end point meet there in a corner
 */
record Skeleton(double[] points, int[][] strokes) {

  private static final List<List<Skeleton>> DIGITS =
      List.of(
          List.of(
              smooth(
                  0.42, 0.02, 0.14, 0.18, 0.02, 0.56, 0.16, 0.93, 0.40, 0.97, 0.60, 0.66, 0.58,
                  0.22, 0.34, 0.00)),
          List.of(
              smooth(0.10, 0.00, 0.10, 0.33, 0.10, 0.66, 0.10, 1.00),
              cornered(
                  new double[] {0.00, 0.24, 0.12, 0.14, 0.22, 0.00, 0.22, 0.50, 0.22, 1.00},
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4})),
          List.of(
              cornered(
                  new double[] {
                    0.05, 0.22, 0.20, 0.03, 0.46, 0.04, 0.55, 0.26, 0.40, 0.56, 0.02, 0.98, 0.32,
                    0.95, 0.64, 0.97
                  },
                  new int[] {0, 1, 2, 3, 4, 5},
                  new int[] {5, 6, 7}),
              smooth(
                  0.06, 0.20, 0.22, 0.02, 0.46, 0.05, 0.53, 0.28, 0.38, 0.62, 0.14, 0.95, 0.01,
                  0.90, 0.10, 0.79, 0.32, 0.90, 0.66, 0.94)),
          List.of(
              cornered(
                  new double[] {
                    0.06, 0.10, 0.28, 0.00, 0.50, 0.12, 0.46, 0.34, 0.22, 0.46, 0.48, 0.53, 0.58,
                    0.75, 0.36, 0.98, 0.02, 0.90
                  },
                  new int[] {0, 1, 2, 3, 4},
                  new int[] {4, 5, 6, 7, 8})),
          List.of(
              cornered(
                  new double[] {
                    0.12, 0.00, 0.06, 0.28, 0.03, 0.56, 0.30, 0.55, 0.66, 0.52, 0.58, 0.02, 0.52,
                    0.48, 0.44, 1.00
                  },
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4},
                  new int[] {5, 6, 7}),
              cornered(
                  new double[] {
                    0.42, 0.00, 0.22, 0.30, 0.00, 0.60, 0.34, 0.62, 0.68, 0.62, 0.43, 0.50, 0.46,
                    1.00
                  },
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4},
                  new int[] {0, 5, 6})),
          List.of(
              cornered(
                  new double[] {
                    0.60, 0.01, 0.38, 0.03, 0.16, 0.03, 0.13, 0.22, 0.10, 0.43, 0.36, 0.37, 0.58,
                    0.56, 0.52, 0.86, 0.26, 1.00, 0.01, 0.90
                  },
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4},
                  new int[] {4, 5, 6, 7, 8, 9})),
          List.of(
              smooth(
                  0.48, 0.00, 0.20, 0.22, 0.03, 0.58, 0.12, 0.92, 0.40, 0.98, 0.60, 0.74, 0.44,
                  0.51, 0.18, 0.58, 0.06, 0.78)),
          List.of(
              cornered(
                  new double[] {
                    0.02, 0.06, 0.30, 0.04, 0.60, 0.02, 0.44, 0.36, 0.32, 0.68, 0.24, 1.00
                  },
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4, 5}),
              cornered(
                  new double[] {
                    0.02, 0.06, 0.30, 0.04, 0.60, 0.02, 0.44, 0.36, 0.32, 0.68, 0.24, 1.00, 0.16,
                    0.50, 0.60, 0.46
                  },
                  new int[] {0, 1, 2},
                  new int[] {2, 3, 4, 5},
                  new int[] {6, 7})),
          List.of(
              smooth(
                  0.55, 0.12, 0.30, 0.00, 0.07, 0.17, 0.24, 0.42, 0.53, 0.66, 0.50, 0.92, 0.24,
                  0.99, 0.01, 0.82, 0.14, 0.60, 0.42, 0.40, 0.60, 0.20, 0.52, 0.07)),
          List.of(
              cornered(
                  new double[] {
                    0.58, 0.16, 0.34, 0.00, 0.04, 0.18, 0.10, 0.47, 0.38, 0.46, 0.58, 0.16, 0.51,
                    0.58, 0.40, 1.00
                  },
                  new int[] {0, 1, 2, 3, 4, 5},
                  new int[] {5, 6, 7}),
              smooth(
                  0.57, 0.14, 0.32, 0.00, 0.04, 0.18, 0.12, 0.46, 0.40, 0.44, 0.58, 0.16, 0.61,
                  0.58, 0.48, 0.94, 0.16, 0.95)));

  /** The ways in which people write {@code digit}. */
  static List<Skeleton> of(int digit) {
    return DIGITS.get(digit);
  }

  private static Skeleton smooth(double... points) {
    int[] stroke = new int[points.length / 2];
    for (int i = 0; i < stroke.length; i++) {
      stroke[i] = i;
    }
    return cornered(points, stroke);
  }

  private static Skeleton cornered(double[] points, int[]... strokes) {
    return new Skeleton(points, strokes);
  }
}
