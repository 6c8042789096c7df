package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {

  @Test
  void areThoseOfAFullSort() {
    int n = 700;
    int k = 20;
    float[] points = random(n * 3, 1);
    Neighbours neighbours = Neighbours.of(points, n, 3, k);
    for (int i = 0; i < n; i++) {
      int self = i;
      List<Integer> sorted =
          IntStream.range(0, n)
              .filter(j -> j != self)
              .boxed()
              .sorted(Comparator.comparing(j -> squaredDistance(points, self, j)))
              .limit(k)
              .toList();
      for (int rank = 0; rank < k; rank++) {
        assertThat(neighbours.indices()[i * k + rank]).isEqualTo(sorted.get(rank));
        assertThat(neighbours.squaredDistances()[i * k + rank])
            .isEqualTo(squaredDistance(points, i, sorted.get(rank)));
      }
    }
  }

  @Test
  void equalPointsAreEachOthersNeighbours() {
    Neighbours neighbours = Neighbours.of(new float[8], 4, 2, 3);
    assertThat(neighbours.indices()).containsExactly(1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2);
    assertThat(neighbours.squaredDistances()).containsOnly(0f);
  }

  @Test
  void rejectsMoreNeighboursThanThereAre() {
    assertThatThrownBy(() -> Neighbours.of(new float[8], 4, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 points have no 4 neighbours");
  }

  @Test
  void affinitiesAreSymmetricAndSumToOne() {
    int n = 200;
    Neighbours neighbours = Neighbours.of(random(n * 3, 2), n, 3, 30);
    Affinities affinities = Affinities.of(neighbours, n, 10);
    double[][] dense = new double[n][n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int at = affinities.rowStarts()[i]; at < affinities.rowStarts()[i + 1]; at++) {
        assertThat(dense[i][affinities.columns()[at]]).isZero();
        dense[i][affinities.columns()[at]] = affinities.values()[at];
        sum += affinities.values()[at];
      }
    }
    assertThat(sum).isBetween(0.9999, 1.0001);
    for (int i = 0; i < n; i++) {
      assertThat(dense[i][i]).isZero();
      for (int j = 0; j < n; j++) {
        assertThat(dense[i][j] - dense[j][i]).isBetween(-1e-9, 1e-9);
      }
    }
  }

  @Test
  void aGaussianHasThePerplexityThatIsWanted() {
    double[] row = new Random(3).doubles(90, 0, 5).sorted().toArray();
    Affinities.gaussian(row, Math.log(30));
    double entropy = 0;
    for (double p : row) {
      entropy -= p * Math.log(p);
    }
    assertThat(Math.exp(entropy)).isBetween(29.99, 30.01);
  }

  private static float squaredDistance(float[] points, int i, int j) {
    float sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      float difference = points[j * 3 + axis] - points[i * 3 + axis];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
