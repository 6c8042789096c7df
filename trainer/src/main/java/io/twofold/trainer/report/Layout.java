package io.twofold.trainer.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gradient descent on KL(P ‖ Q), Q the Student-t affinities of positions in the plane, with
 * momentum and a gain for each coordinate (Jacobs, 1988).
 */
final class Layout {

  /** Iterations in which P counts {@link #EXAGGERATION} times, and the momentum is low. */
  private static final int EARLY = 250;

  private static final double EXAGGERATION = 12;
  private static final double EARLY_MOMENTUM = 0.5;
  private static final double MOMENTUM = 0.8;
  private static final double LEAST_LEARNING_RATE = 200;
  private static final double GAIN_STEP = 0.2;
  private static final double GAIN_DECAY = 0.8;
  private static final double LEAST_GAIN = 0.01;

  private final Affinities affinities;
  private final int n;
  private final double theta;
  private final double learningRate;
  private final double[] positions;
  private final double[] velocities;
  private final double[] gains;
  private final double[] attraction;
  private final double[] repulsion;
  private final double[] sumsOfQ;
  private final QuadTree tree;

  /** Starts at {@code positions}, x and y of each point, and moves them. */
  Layout(Affinities affinities, double[] positions, double theta) {
    this.affinities = affinities;
    this.positions = positions;
    this.theta = theta;
    n = positions.length / 2;
    learningRate = Math.max(LEAST_LEARNING_RATE, n / EXAGGERATION);
    velocities = new double[2 * n];
    gains = new double[2 * n];
    Arrays.fill(gains, 1);
    attraction = new double[2 * n];
    repulsion = new double[2 * n];
    sumsOfQ = new double[n];
    tree = new QuadTree(n);
  }

  /** Takes step number {@code iteration}, from 0. */
  void step(int iteration) {
    boolean early = iteration < EARLY;
    tree.build(positions, theta);
    IntStream.range(0, n).parallel().forEach(this::forces);
    double sumOfQ = Math.max(Arrays.stream(sumsOfQ).sum(), Double.MIN_NORMAL);
    double pull = early ? EXAGGERATION : 1;
    double momentum = early ? EARLY_MOMENTUM : MOMENTUM;
    for (int i = 0; i < 2 * n; i++) {
      double gradient = pull * attraction[i] - repulsion[i] / sumOfQ;
      boolean onwards = gradient > 0 != velocities[i] > 0;
      gains[i] = Math.max(LEAST_GAIN, onwards ? gains[i] + GAIN_STEP : gains[i] * GAIN_DECAY);
      velocities[i] = momentum * velocities[i] - learningRate * gains[i] * gradient;
      positions[i] += velocities[i];
    }
    centre();
  }

  /** The positions, n × 2. */
  float[] positions() {
    float[] copy = new float[positions.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) positions[i];
    }
    return copy;
  }

  private void forces(int rank) {
    int i = tree.point(rank);
    sumsOfQ[i] = tree.repulsion(rank, repulsion, 2 * i);
    double x = positions[2 * i];
    double y = positions[2 * i + 1];
    double sumX = 0;
    double sumY = 0;
    int end = affinities.rowStarts()[i + 1];
    for (int entry = affinities.rowStarts()[i]; entry < end; entry++) {
      int j = affinities.columns()[entry];
      double dx = x - positions[2 * j];
      double dy = y - positions[2 * j + 1];
      double force = affinities.values()[entry] / (1 + dx * dx + dy * dy);
      sumX += force * dx;
      sumY += force * dy;
    }
    attraction[2 * i] = sumX;
    attraction[2 * i + 1] = sumY;
  }

  private void centre() {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += positions[2 * i] / n;
      meanY += positions[2 * i + 1] / n;
    }
    for (int i = 0; i < n; i++) {
      positions[2 * i] -= meanX;
      positions[2 * i + 1] -= meanY;
    }
  }
}
