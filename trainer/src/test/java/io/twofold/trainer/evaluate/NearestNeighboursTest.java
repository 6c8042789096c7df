package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  @Test
  void ringsAreReadThoughNoLineParts() {
    LabelledCodes train = rings(1500, 1);
    LabelledCodes test = rings(500, 2);
    for (double accuracy : accuracies(train, test, 1, 5, 15)) {
      assertThat(accuracy).isGreaterThan(0.97);
    }
    assertThat(Probe.linear().accuracy(train, test, done -> {})).isLessThan(0.65);
  }

  /** More training codes than a block holds, against the plain definition. */
  @Test
  void theBlocksFindTheSameNeighboursAsSortingAllDistances() {
    LabelledCodes train = noise(2500, 3);
    LabelledCodes test = noise(200, 4);
    List<Integer> ks = List.of(1, 4, 50);
    double[] accuracies = NearestNeighbours.accuracies(train, test, ks, done -> {});
    for (int j = 0; j < ks.size(); j++) {
      assertThat(accuracies[j]).isCloseTo(plain(train, test, ks.get(j)), within(0.011));
    }
  }

  @Test
  void unrelatedLabelsAreReadByChance() {
    for (double accuracy : accuracies(noise(2000, 5), noise(1500, 6), 1, 15)) {
      assertThat(accuracy).isBetween(0.15, 0.35);
    }
  }

  @Test
  void aTieGoesToTheNearer() {
    LabelledCodes train = new LabelledCodes(new float[] {0, 3}, 1, new int[] {1, 0}, 2);
    LabelledCodes test = new LabelledCodes(new float[] {1, 2}, 1, new int[] {1, 0}, 2);
    assertThat(accuracies(train, test, 2)).containsExactly(1);
  }

  @Test
  void fewerCodesThanNeighboursAreAllAsked() {
    LabelledCodes train = new LabelledCodes(new float[] {0, 1, 9}, 1, new int[] {1, 1, 0}, 2);
    LabelledCodes test = new LabelledCodes(new float[] {9}, 1, new int[] {1}, 2);
    assertThat(accuracies(train, test, 50)).containsExactly(1);
  }

  private static double[] accuracies(LabelledCodes train, LabelledCodes test, Integer... ks) {
    return NearestNeighbours.accuracies(train, test, List.of(ks), done -> {});
  }

  private static double plain(LabelledCodes train, LabelledCodes test, int k) {
    Standardiser standardiser = Standardiser.fit(train.values(), train.dim());
    float[] known = standardiser.apply(train.values());
    float[] asked = standardiser.apply(test.values());
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      int at = i * train.dim();
      int[] nearest =
          IntStream.range(0, train.count())
              .boxed()
              .sorted(Comparator.comparingDouble(j -> distance(known, j * 3, asked, at)))
              .limit(k)
              .mapToInt(j -> train.labels()[j])
              .toArray();
      int[] votes = new int[train.classes()];
      for (int label : nearest) {
        votes[label]++;
      }
      int most = IntStream.of(votes).max().orElseThrow();
      int read = IntStream.of(nearest).filter(label -> votes[label] == most).findFirst().orElse(-1);
      right += read == test.labels()[i] ? 1 : 0;
    }
    return right / (double) test.count();
  }

  private static double distance(float[] a, int atA, float[] b, int atB) {
    double sum = 0;
    for (int d = 0; d < 3; d++) {
      double difference = a[atA + d] - b[atB + d];
      sum += difference * difference;
    }
    return sum;
  }

  private static LabelledCodes rings(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 2];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(2);
      double angle = random.nextDouble(2 * Math.PI);
      double radius = 1 + labels[i] + random.nextDouble(0.3);
      values[2 * i] = (float) (radius * Math.cos(angle));
      values[2 * i + 1] = (float) (radius * Math.sin(angle));
    }
    return new LabelledCodes(values, 2, labels, 2);
  }

  private static LabelledCodes noise(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new LabelledCodes(values, 3, random.ints(count, 0, 4).toArray(), 4);
  }
}
