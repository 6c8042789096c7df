package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TSneTest {

  private static final TSne QUICK = new TSne(10, 0.5, 60, 3);

  @Test
  void clustersStayApart() {
    int n = 1000;
    int[] labels = new int[n];
    float[] points = clusters(n, 8, labels);
    float[] layout = new TSne(30, 0.5, 400, 1).embed(points, 16);
    assertThat(agreement(layout, labels)).isGreaterThan(0.95);
  }

  @Test
  void smallClustersStayApart() {
    int n = 60;
    int[] labels = new int[n];
    float[] points = clusters(n, 3, labels);
    assertThat(agreement(TSne.withSeed(2).embed(points, 16), labels)).isGreaterThan(0.95);
  }

  @Test
  void theLayoutDoesNotDependOnThreads() throws Exception {
    float[] points = clusters(300, 5, new int[300]);
    float[] layout = QUICK.embed(points, 16);
    for (int threads : new int[] {1, 3}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        assertThat(pool.submit(() -> QUICK.embed(points, 16)).get()).isEqualTo(layout);
      } finally {
        pool.shutdown();
      }
    }
    assertThat(new TSne(10, 0.5, 60, 4).embed(points, 16)).isNotEqualTo(layout);
  }

  @Test
  void tellsEveryIterationAndEndsAroundTheOrigin() {
    List<Integer> told = new ArrayList<>();
    float[] layout = new TSne(5, 0.5, 4, 0).embed(clusters(40, 2, new int[40]), 16, told::add);
    assertThat(told).containsExactly(1, 2, 3, 4);
    double sum = 0;
    for (int i = 0; i < layout.length; i += 2) {
      sum += layout[i];
    }
    assertThat(sum).isBetween(-1e-3, 1e-3);
  }

  @Test
  void fewPointsAreLaidOutAllTheSame() {
    for (int n = 0; n <= 12; n++) {
      float[] layout = TSne.withSeed(0).embed(clusters(n, 2, new int[n]), 16);
      assertThat(layout).hasSize(2 * n);
      assertFinite(layout);
    }
  }

  @Test
  void equalPointsAreLaidOutAllTheSame() {
    float[] same = new float[200 * 16];
    Arrays.fill(same, 7);
    assertFinite(QUICK.embed(same, 16));
    float[] twice = clusters(200, 2, new int[200]);
    System.arraycopy(twice, 0, twice, 100 * 16, 100 * 16);
    assertFinite(QUICK.embed(twice, 16));
  }

  @Test
  void oneDimensionAndExtremeValuesAreLaidOutAllTheSame() {
    float[] line = new float[50];
    for (int i = 0; i < line.length; i++) {
      line[i] = (i - 25) * 1e37f;
    }
    assertFinite(QUICK.embed(line, 1));
    for (int i = 0; i < line.length; i++) {
      line[i] = i * Float.MIN_VALUE;
    }
    assertFinite(QUICK.embed(line, 1));
  }

  @Test
  void rejectsWhatIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] points = new float[64];
      points[40] = bad;
      assertThatThrownBy(() -> QUICK.embed(points, 16))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("point 2 must be finite, not " + bad);
    }
  }

  @Test
  void rejectsShapesAndSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> QUICK.embed(new float[17], 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17 values");
    assertThatThrownBy(() -> QUICK.embed(new float[17], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TSne(0.5, 0.5, 10, 0)).hasMessageContaining("perplexity");
    assertThatThrownBy(() -> new TSne(30, 1, 10, 0)).hasMessageContaining("theta");
    assertThatThrownBy(() -> new TSne(30, 0.5, -1, 0)).hasMessageContaining("iterations");
  }

  private static void assertFinite(float[] layout) {
    for (float value : layout) {
      assertThat(value).isFinite();
    }
  }

  /** Gaussians of deviation 1 in 16 dimensions around centres about 11 apart. */
  private static float[] clusters(int n, int classes, int[] labels) {
    Random random = new Random(5);
    float[] centres = new float[classes * 16];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) (2 * random.nextGaussian());
    }
    float[] points = new float[n * 16];
    for (int i = 0; i < points.length; i++) {
      labels[i / 16] = i / 16 % classes;
      points[i] = (float) (centres[labels[i / 16] * 16 + i % 16] + random.nextGaussian());
    }
    return points;
  }

  /** How many of the 5 nearest neighbours in the plane share a point's label. */
  private static double agreement(float[] layout, int[] labels) {
    Neighbours nearest = Neighbours.of(layout, labels.length, 2, 5);
    double agree = 0;
    for (int i = 0; i < nearest.indices().length; i++) {
      agree += labels[nearest.indices()[i]] == labels[i / 5] ? 1 : 0;
    }
    return agree / nearest.indices().length;
  }
}
