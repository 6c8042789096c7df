package io.twofold.trainer.report;

import java.util.Arrays;

/**
 * A quadtree over points of the plane for the repulsive forces of Barnes-Hut t-SNE, kept in flat
 * arrays that are used again for every build.
 *
 * <p>Points are sorted along the Z-order curve (Morton, 1966), so every cell is a range of them.
 * Cells lie in depth-first order and know where the next one that is not below them lies: to accept
 * a cell is to jump there, and a walk needs no stack.
 */
final class QuadTree {

  /** Levels below the root: coordinates are cut into 2^16 parts. */
  private static final int LEVELS = 16;

  /** A cell with no more points is not divided: comparing them all is cheaper. */
  private static final int LEAF_POINTS = 4;

  private final long[] order;
  private final double[] sortedX;
  private final double[] sortedY;

  /** A cell's centre of mass. */
  private double[] centreX = new double[0];

  private double[] centreY = new double[0];

  /** Side of a cell squared over θ squared: accepted from where the squared distance is larger. */
  private double[] reach = new double[0];

  /** The sorted points of a cell: from {@code first} on, {@code mass} of them. */
  private int[] first = new int[0];

  private int[] mass = new int[0];

  /** The next cell that is not below this one. */
  private int[] next = new int[0];

  private boolean[] leaf = new boolean[0];
  private int cells;

  /** A tree for up to {@code n} points. */
  QuadTree(int n) {
    order = new long[n];
    sortedX = new double[n];
    sortedY = new double[n];
  }

  /**
   * Builds the tree over {@code positions}.
   *
   * @param positions x and y of each point, n × 2, finite
   * @param theta the largest ratio of a cell's side to its distance at which it counts as one
   */
  void build(double[] positions, double theta) {
    int n = order.length;
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      minX = Math.min(minX, positions[2 * i]);
      maxX = Math.max(maxX, positions[2 * i]);
      minY = Math.min(minY, positions[2 * i + 1]);
      maxY = Math.max(maxY, positions[2 * i + 1]);
    }
    double side = Math.max(Math.max(maxX - minX, maxY - minY), Double.MIN_NORMAL);
    double parts = (1 << LEVELS) * (1 - 1e-9) / side;
    for (int i = 0; i < n; i++) {
      long column = (long) ((positions[2 * i] - minX) * parts);
      long row = (long) ((positions[2 * i + 1] - minY) * parts);
      order[i] = (spread(column) | spread(row) << 1) << 31 | i;
    }
    Arrays.sort(order);
    for (int i = 0; i < n; i++) {
      sortedX[i] = positions[2 * point(i)];
      sortedY[i] = positions[2 * point(i) + 1];
    }
    cells = 0;
    if (n > 0) {
      divide(0, n, LEVELS, side * side / (theta * theta));
    }
  }

  /** The index, as built, of the point at {@code rank} along the curve. */
  int point(int rank) {
    return (int) (order[rank] & 0x7fffffff);
  }

  /**
   * The repulsion on the point at {@code rank} along the curve: Σ q²·(y − y_j) over all other
   * points, with q = 1 / (1 + |y − y_j|²), far cells standing for their points.
   *
   * @param force where x and y of the sum are written, from index {@code at} on
   * @return Σ q over the other points
   */
  double repulsion(int rank, double[] force, int at) {
    double x = sortedX[rank];
    double y = sortedY[rank];
    double forceX = 0;
    double forceY = 0;
    double sum = -1;
    int cell = 0;
    while (cell < cells) {
      double dx = x - centreX[cell];
      double dy = y - centreY[cell];
      double distance = dx * dx + dy * dy;
      if (distance > reach[cell]) {
        double q = 1 / (1 + distance);
        double massQ = mass[cell] * q;
        sum += massQ;
        forceX += massQ * q * dx;
        forceY += massQ * q * dy;
        cell = next[cell];
      } else if (leaf[cell]) {
        int end = first[cell] + mass[cell];
        for (int j = first[cell]; j < end; j++) {
          double nearX = x - sortedX[j];
          double nearY = y - sortedY[j];
          double q = 1 / (1 + nearX * nearX + nearY * nearY);
          sum += q;
          forceX += q * q * nearX;
          forceY += q * q * nearY;
        }
        cell = next[cell];
      } else {
        cell++;
      }
    }
    force[at] = forceX;
    force[at + 1] = forceY;
    return sum;
  }

  /** Lays out the cell of the sorted points {@code from} to {@code to}, and those below it. */
  private void divide(int from, int to, int level, double cellReach) {
    int cell = cells++;
    grow();
    double sumX = 0;
    double sumY = 0;
    for (int i = from; i < to; i++) {
      sumX += sortedX[i];
      sumY += sortedY[i];
    }
    centreX[cell] = sumX / (to - from);
    centreY[cell] = sumY / (to - from);
    reach[cell] = cellReach;
    first[cell] = from;
    mass[cell] = to - from;
    leaf[cell] = level == 0 || to - from <= LEAF_POINTS;
    if (!leaf[cell]) {
      int start = from;
      for (int quadrant = 0; quadrant < 4 && start < to; quadrant++) {
        int end = start;
        while (end < to && quadrant(end, level) == quadrant) {
          end++;
        }
        if (end > start) {
          divide(start, end, level - 1, cellReach / 4);
        }
        start = end;
      }
    }
    next[cell] = cells;
  }

  private int quadrant(int rank, int level) {
    return (int) (order[rank] >> (31 + 2 * (level - 1))) & 3;
  }

  private void grow() {
    if (cells > mass.length) {
      int length = Math.max(64, 2 * cells);
      centreX = Arrays.copyOf(centreX, length);
      centreY = Arrays.copyOf(centreY, length);
      reach = Arrays.copyOf(reach, length);
      first = Arrays.copyOf(first, length);
      mass = Arrays.copyOf(mass, length);
      next = Arrays.copyOf(next, length);
      leaf = Arrays.copyOf(leaf, length);
    }
  }

  /** Puts a zero before each of the lowest 16 bits. */
  private static long spread(long bits) {
    long spread = (bits | bits << 8) & 0x00ff00ff;
    spread = (spread | spread << 4) & 0x0f0f0f0f;
    spread = (spread | spread << 2) & 0x33333333;
    return (spread | spread << 1) & 0x55555555;
  }
}
