package io.twofold.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Reads a code's label off the labels of the nearest training codes, by Euclidean distance between
 * codes that are standardised by the training codes. The most frequent label wins, and among equals
 * the one whose first neighbour is nearer.
 *
 * <p>Distances are taken as ‖t‖² − 2·q·t, which orders the training codes t like the distance from
 * q does, a block of training codes at a time so that it stays in the processor's cache.
 */
final class NearestNeighbours {

  private static final int BLOCK = 1024;

  private NearestNeighbours() {}

  /**
   * The accuracies on test codes.
   *
   * @param ks how many neighbours vote, from 1; training codes are all there are where that is
   *     fewer
   * @param progress is told the share done, from 0 to 1
   * @return one accuracy for each of {@code ks}
   */
  static double[] accuracies(
      LabelledCodes train, LabelledCodes test, List<Integer> ks, DoubleConsumer progress) {
    int most = Math.min(train.count(), ks.stream().mapToInt(k -> k).max().orElseThrow());
    int[][] neighbours = nearest(train.values(), test.values(), train.dim(), most, progress);
    double[] accuracies = new double[ks.size()];
    for (int j = 0; j < accuracies.length; j++) {
      int[] read = new int[test.count()];
      for (int i = 0; i < read.length; i++) {
        read[i] = vote(neighbours[i], Math.min(most, ks.get(j)), train);
      }
      accuracies[j] = test.agreement(read);
    }
    return accuracies;
  }

  /**
   * The places of each test code's {@code k} nearest training codes, nearest first.
   *
   * @param train [train count, dim]
   * @param test [test count, dim]
   */
  static int[][] nearest(float[] train, float[] test, int dim, int k, DoubleConsumer progress) {
    Standardiser standardiser = Standardiser.fit(train, dim);
    float[] known = standardiser.apply(train);
    float[] asked = standardiser.apply(test);
    int count = train.length / dim;
    Nearest[] found = new Nearest[test.length / dim];
    Arrays.setAll(found, i -> new Nearest(k));
    float[] block = new float[dim * BLOCK];
    float[] norms = new float[BLOCK];
    float[] distances = new float[BLOCK];
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      transpose(known, from, size, dim, block, norms);
      for (int i = 0; i < found.length; i++) {
        System.arraycopy(norms, 0, distances, 0, size);
        for (int d = 0; d < dim; d++) {
          addScaled(distances, block, d * BLOCK, -2 * asked[i * dim + d], size);
        }
        found[i].offer(distances, size, from);
      }
      progress.accept((from + size) / (double) count);
    }
    return Arrays.stream(found).map(Nearest::places).toArray(int[][]::new);
  }

  /** Lays a block of codes out dimension by dimension, and sums the squares of each. */
  private static void transpose(
      float[] codes, int from, int size, int dim, float[] block, float[] norms) {
    Arrays.fill(norms, 0);
    for (int j = 0; j < size; j++) {
      for (int d = 0; d < dim; d++) {
        float value = codes[(from + j) * dim + d];
        block[d * BLOCK + j] = value;
        norms[j] += value * value;
      }
    }
  }

  private static void addScaled(float[] sum, float[] row, int offset, float scale, int size) {
    for (int j = 0; j < size; j++) {
      sum[j] += scale * row[offset + j];
    }
  }

  private static int vote(int[] places, int k, LabelledCodes train) {
    int[] votes = new int[train.classes()];
    int most = 0;
    for (int j = 0; j < k; j++) {
      most = Math.max(most, ++votes[train.labels()[places[j]]]);
    }
    for (int j = 0; j < k; j++) {
      int label = train.labels()[places[j]];
      if (votes[label] == most) {
        return label;
      }
    }
    throw new IllegalStateException("no neighbour voted");
  }

  /** The nearest codes seen so far, kept in order. */
  private static final class Nearest {
    private final float[] distances;
    private final int[] places;
    private int size;

    Nearest(int k) {
      distances = new float[k];
      places = new int[k];
      Arrays.fill(distances, Float.POSITIVE_INFINITY);
    }

    void offer(float[] candidates, int count, int firstPlace) {
      float worst = distances[distances.length - 1];
      for (int j = 0; j < count; j++) {
        if (candidates[j] < worst) {
          insert(candidates[j], firstPlace + j);
          worst = distances[distances.length - 1];
        }
      }
    }

    private void insert(float distance, int place) {
      size = Math.min(size + 1, distances.length);
      int at = size - 1;
      while (at > 0 && distances[at - 1] > distance) {
        distances[at] = distances[at - 1];
        places[at] = places[at - 1];
        at--;
      }
      distances[at] = distance;
      places[at] = place;
    }

    int[] places() {
      return places;
    }
  }
}
