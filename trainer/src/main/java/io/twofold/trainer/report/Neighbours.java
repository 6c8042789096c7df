package io.twofold.trainer.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The k nearest neighbours of every point, found exactly by comparing all pairs.
 *
 * @param k neighbours of each point
 * @param indices n × k, nearest first; a point is not its own neighbour, ties go to lower indices
 * @param squaredDistances n × k, Euclidean
 */
record Neighbours(int k, int[] indices, float[] squaredDistances) {

  /** Points compared at a time: their distances and coordinates stay in the first cache. */
  private static final int BLOCK = 512;

  /**
   * Searches among {@code n} points.
   *
   * @param points n × dimension
   * @param k at most n − 1
   */
  static Neighbours of(float[] points, int n, int dimension, int k) {
    if (k < 0 || k >= Math.max(n, 1)) {
      throw new IllegalArgumentException("%d points have no %d neighbours".formatted(n, k));
    }
    float[] columns = transpose(points, n, dimension);
    int[] indices = new int[n * k];
    float[] distances = new float[n * k];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> nearest(columns, n, dimension, i, k, indices, distances));
    return new Neighbours(k, indices, distances);
  }

  private static void nearest(
      float[] columns, int n, int dimension, int i, int k, int[] indices, float[] distances) {
    if (k == 0) {
      return;
    }
    // A max-heap of (distance bits, index): distances are not negative, so their bits are ordered.
    long[] heap = new long[k];
    Arrays.fill(heap, Long.MAX_VALUE);
    float[] block = new float[BLOCK];
    for (int from = 0; from < n; from += BLOCK) {
      int length = Math.min(BLOCK, n - from);
      Arrays.fill(block, 0, length, 0);
      for (int axis = 0; axis < dimension; axis++) {
        float own = columns[axis * n + i];
        int start = axis * n + from;
        for (int j = 0; j < length; j++) {
          float difference = columns[start + j] - own;
          block[j] += difference * difference;
        }
      }
      for (int j = 0; j < length; j++) {
        long key = (long) Float.floatToRawIntBits(block[j]) << 32 | (from + j);
        if (key < heap[0] && from + j != i) {
          replaceLargest(heap, key);
        }
      }
    }
    Arrays.sort(heap);
    for (int rank = 0; rank < k; rank++) {
      indices[i * k + rank] = (int) heap[rank];
      distances[i * k + rank] = Float.intBitsToFloat((int) (heap[rank] >>> 32));
    }
  }

  private static void replaceLargest(long[] heap, long key) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= heap.length) {
        break;
      }
      if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }

  private static float[] transpose(float[] points, int n, int dimension) {
    float[] columns = new float[points.length];
    for (int i = 0; i < n; i++) {
      for (int axis = 0; axis < dimension; axis++) {
        columns[axis * n + i] = points[i * dimension + axis];
      }
    }
    return columns;
  }
}
