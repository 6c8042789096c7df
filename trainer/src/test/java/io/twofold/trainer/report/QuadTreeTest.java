package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuadTreeTest {

  @Test
  void atThetaZeroTheRepulsionIsThatOfAllPairs() {
    assertThat(worstError(scattered(500), 0)).isLessThan(1e-9);
  }

  @Test
  void atThetaOneHalfItIsClose() {
    assertThat(worstError(scattered(2000), 0.5)).isLessThan(0.03);
  }

  @Test
  void equalPointsDoNotRepel() {
    double[] positions = new double[60];
    Arrays.fill(positions, 3);
    assertThat(worstError(positions, 0.5)).isZero();
    assertThat(worstError(new double[] {1, 2}, 0.5)).isZero();
  }

  @Test
  void aTreeCanBeBuiltAgain() {
    QuadTree tree = new QuadTree(300);
    tree.build(scattered(300), 0);
    double[] again = new Random(9).doubles(600, 0, 30).toArray();
    tree.build(again, 0);
    assertThat(worstError(tree, again)).isLessThan(1e-9);
  }

  private static double[] scattered(int n) {
    Random random = new Random(4);
    double[] positions = new double[2 * n];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = 20 * random.nextGaussian() + (i % 8 < 4 ? 50 : 0);
    }
    return positions;
  }

  private static double worstError(double[] positions, double theta) {
    QuadTree tree = new QuadTree(positions.length / 2);
    tree.build(positions, theta);
    return worstError(tree, positions);
  }

  /** The largest error of a force or a sum of q, as a part of the largest force and of the sum. */
  private static double worstError(QuadTree tree, double[] positions) {
    int n = positions.length / 2;
    double largest = 1e-12;
    double worstForce = 0;
    double worstSum = 0;
    double[] force = new double[2];
    for (int rank = 0; rank < n; rank++) {
      double sum = tree.repulsion(rank, force, 0);
      int i = tree.point(rank);
      double exactSum = 0;
      double exactX = 0;
      double exactY = 0;
      for (int j = 0; j < n; j++) {
        if (j != i) {
          double dx = positions[2 * i] - positions[2 * j];
          double dy = positions[2 * i + 1] - positions[2 * j + 1];
          double q = 1 / (1 + dx * dx + dy * dy);
          exactSum += q;
          exactX += q * q * dx;
          exactY += q * q * dy;
        }
      }
      largest = Math.max(largest, Math.hypot(exactX, exactY));
      worstForce = Math.max(worstForce, Math.hypot(force[0] - exactX, force[1] - exactY));
      worstSum = Math.max(worstSum, Math.abs(sum - exactSum) / Math.max(exactSum, 1e-12));
    }
    return Math.max(worstForce / largest, worstSum);
  }
}
