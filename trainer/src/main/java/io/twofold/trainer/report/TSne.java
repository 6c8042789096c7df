package io.twofold.trainer.report;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Barnes-Hut t-SNE: points of many dimensions laid out in the plane so that neighbours stay
 * neighbours.
 *
 * <p>Van der Maaten, <i>Accelerating t-SNE using Tree-Based Algorithms</i> (JMLR 2014), started
 * from the first two principal axes (Kobak and Berens, 2019) and with a learning rate that grows
 * with n (Belkina et al., 2019). The layout depends on the points and the settings alone, not on
 * the number of threads.
 *
 * @param perplexity how many neighbours a point effectively has, at least 1; lowered to (n − 1) / 3
 *     where there are too few points
 * @param theta the accuracy of far repulsion: 0 compares all pairs, 0.5 is usual, 0.7 the most
 * @param iterations steps of gradient descent
 * @param seed of the tiny noise that the layout starts with
 */
public record TSne(double perplexity, double theta, int iterations, long seed) {

  /** Neighbours that are searched for, as a multiple of the perplexity. */
  private static final int NEIGHBOURS_PER_PERPLEXITY = 3;

  /** Standard deviation of the first axis at the start. */
  private static final double START_SCALE = 1e-4;

  /** Noise at the start as a part of that scale: it parts points that are equal. */
  private static final double START_NOISE = 1e-2;

  public TSne {
    if (!(perplexity >= 1 && perplexity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("perplexity must be at least 1, not " + perplexity);
    }
    if (!(theta >= 0 && theta <= 0.7)) {
      throw new IllegalArgumentException("theta must be 0 to 0.7, not " + theta);
    }
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations must not be negative, not " + iterations);
    }
  }

  /** The usual settings: perplexity 30, θ 0.5, 600 iterations. */
  public static TSne withSeed(long seed) {
    return new TSne(30, 0.5, 600, seed);
  }

  /** Lays out points without telling anyone of the progress. */
  public float[] embed(float[] points, int dimension) {
    return embed(points, dimension, iteration -> {});
  }

  /**
   * Lays out points. 10,000 of 16 dimensions take a quarter of a minute of one core.
   *
   * @param points n × dimension
   * @param progress told the number of iterations done, after each
   * @return n × 2, of mean zero
   * @throws IllegalArgumentException if a value is not finite, or the length is no multiple of the
   *     dimension
   */
  public float[] embed(float[] points, int dimension, IntConsumer progress) {
    float[] scaled = scaled(points, dimension);
    int n = points.length / dimension;
    double reachable =
        Math.max(1, Math.min(perplexity, (n - 1) / (double) NEIGHBOURS_PER_PERPLEXITY));
    int k = Math.max(0, Math.min(n - 1, (int) (NEIGHBOURS_PER_PERPLEXITY * reachable)));
    Neighbours neighbours = Neighbours.of(scaled, n, dimension, k);
    Affinities affinities = Affinities.of(neighbours, n, reachable);
    Layout layout = new Layout(affinities, start(scaled, n, dimension), theta);
    for (int iteration = 0; iteration < iterations; iteration++) {
      layout.step(iteration);
      progress.accept(iteration + 1);
    }
    return layout.positions();
  }

  /** The points around their mean, the largest value 1: squares can neither overflow nor vanish. */
  private static float[] scaled(float[] points, int dimension) {
    if (dimension < 1 || points.length % dimension != 0) {
      throw new IllegalArgumentException(
          "%d values are no points of %d dimensions".formatted(points.length, dimension));
    }
    int n = points.length / dimension;
    double[] mean = new double[dimension];
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new IllegalArgumentException(
            "point %d must be finite, not %s".formatted(i / dimension, points[i]));
      }
      mean[i % dimension] += (double) points[i] / n;
    }
    double largest = Double.MIN_NORMAL;
    for (int i = 0; i < points.length; i++) {
      largest = Math.max(largest, Math.abs(points[i] - mean[i % dimension]));
    }
    float[] scaled = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      scaled[i] = (float) ((points[i] - mean[i % dimension]) / largest);
    }
    return scaled;
  }

  private double[] start(float[] scaled, int n, int dimension) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] start = PrincipalAxes.project(scaled, n, dimension, random);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += start[2 * i] * start[2 * i];
    }
    double deviation = Math.sqrt(squares / Math.max(n, 1));
    double scale = deviation > 0 ? START_SCALE / deviation : 0;
    for (int i = 0; i < start.length; i++) {
      start[i] = scale * start[i] + START_SCALE * START_NOISE * random.nextGaussian();
    }
    return start;
  }
}
