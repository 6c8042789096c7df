package io.twofold.client;

import java.util.Arrays;

/** Vectors of one size, back to back in one array. */
final class Vectors {

  private Vectors() {}

  static void requireLength(String name, float[] values, int count, String dimName, int dim) {
    if (dim < 1) {
      throw new IllegalArgumentException(dimName + " must be at least 1, not " + dim);
    }
    if (values.length != (long) count * dim) {
      throw new IllegalArgumentException(
          "%s must have %d values, %d for each of %d codes, not %d"
              .formatted(name, (long) count * dim, dim, count, values.length));
    }
  }

  /** How many pairs {@code count} and {@code other} make: a single one goes with each. */
  static int pairs(int count, int other) {
    if (count != other && count != 1 && other != 1) {
      throw new IllegalArgumentException(
          "codes pair with as many codes or with a single one, not %d with %d"
              .formatted(count, other));
    }
    return Math.max(count, other);
  }

  /** A copy of {@code length} vectors of {@code count} from {@code index} on. */
  static float[] slice(float[] values, int count, int index, int length, int dim) {
    if (index < 0 || length < 1 || length > count - index) {
      throw new IndexOutOfBoundsException(
          length == 1
              ? "code %d of %d".formatted(index, count)
              : "codes %d to %d of %d".formatted(index, index + length, count));
    }
    return Arrays.copyOfRange(values, index * dim, (index + length) * dim);
  }

  /** As many vectors as pairs; a single one is repeated. */
  static float[] repeated(float[] a, int pairs, int dim) {
    return mix(a, a, pairs, dim, 0);
  }

  /** Of each pair of vectors (1 − t) · a + t · b; a single vector pairs with each. */
  static float[] mix(float[] a, float[] b, int pairs, int dim, double t) {
    float[] mixed = new float[pairs * dim];
    for (int i = 0; i < mixed.length; i++) {
      float from = a[a.length == dim ? i % dim : i];
      float to = b[b.length == dim ? i % dim : i];
      mixed[i] = (float) ((1 - t) * from + t * to);
    }
    return mixed;
  }

  /** The way from one vector to another in equal steps, both ends included. */
  static float[] path(float[] a, float[] b, int steps) {
    float[] path = new float[steps * a.length];
    for (int step = 0; step < steps; step++) {
      double t = (double) step / (steps - 1);
      System.arraycopy(mix(a, b, 1, a.length, t), 0, path, step * a.length, a.length);
    }
    return path;
  }

  /** Refuses what {@link #path} cannot do. */
  static void requirePath(int from, int to, int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException("steps must be at least 2, not " + steps);
    }
    if (from != 1 || to != 1) {
      throw new IllegalArgumentException(
          "a path leads from one code to one other, not from %d to %d; choose them with get(index)"
              .formatted(from, to));
    }
  }

  static float[] mean(float[] values, int dim) {
    double[] sums = new double[dim];
    for (int i = 0; i < values.length; i++) {
      sums[i % dim] += values[i];
    }
    int count = values.length / dim;
    float[] mean = new float[dim];
    for (int i = 0; i < dim; i++) {
      mean[i] = (float) (sums[i] / count);
    }
    return mean;
  }
}
