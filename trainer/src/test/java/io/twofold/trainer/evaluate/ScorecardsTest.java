package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Coders whose worth is known. An image has six rows of six pixels: the first row says the class,
 * of three, and the others are a slanted stroke of a random place and slant.
 */
class ScorecardsTest {

  private static final int SIZE = 36;
  private static final int ROW = 6;
  private static final Dataset DATA =
      new Dataset("rows", "a test", images(900, 1), images(600, 2), Map.of());

  private static final Judge JUDGE =
      new Judge() {
        @Override
        public int[] read(float[] images) {
          int[] labels = new int[images.length / SIZE];
          for (int i = 0; i < labels.length; i++) {
            for (int c = 1; c < 3; c++) {
              if (images[i * SIZE + c] > images[i * SIZE + labels[i]]) {
                labels[i] = c;
              }
            }
          }
          return labels;
        }

        @Override
        public String recipe() {
          return "first row";
        }
      };

  @Test
  void aPerfectSplitScoresPerfectly() {
    List<String> progress = new ArrayList<>();
    Scorecard card =
        Scorecards.measure(
            coder(
                ROW,
                SIZE - ROW,
                ScorecardsTest::heads,
                ScorecardsTest::tails,
                ScorecardsTest::joined),
            DATA,
            settings(),
            JUDGE,
            progress::add);
    Map<String, Double> measures = card.getMeasuresMap();
    assertThat(measures.get("z_leak")).isCloseTo(measures.get("z_floor"), within(0.1));
    for (String whole :
        new String[] {"s_linear", "s_accuracy", "swap_accuracy", "swap_worst_cell"}) {
      assertThat(measures.get(whole)).as(whole).isEqualTo(1);
    }
    for (String none : new String[] {"rec_mse", "same_class_mse", "blank_share", "cycle_z_nmse"}) {
      assertThat(measures.get(none)).as(none).isZero();
    }
    assertThat(measures.get("cycle_s")).isCloseTo(1, within(1e-6));
    assertThat(measures.get("cycle_z")).isCloseTo(1, within(1e-6));
    assertThat(measures.get("style_kept_mass")).isGreaterThan(0.9);
    assertThat(measures.get("style_in_s")).isLessThan(0.25);
    assertThat(card.getControlsPassed()).isTrue();
    assertThat(card.getControlsList())
        .extracting(Control::getName)
        .containsExactly("shuffled_labels", "raw_pixels");
    assertThat(card.getWarningsList()).isEmpty();
    assertThat(card.getSwaps().getContentsCount()).isEqualTo(3);
    assertThat(progress).contains("encoding", "swaps: 100 %", "control: raw pixels: 100 %");
  }

  @Test
  void aZThatHoldsTheLabelLeaksAndSwapsShowIt() {
    Scorecard card =
        measure(
            coder(ROW, SIZE, ScorecardsTest::heads, UnaryOperator.identity(), (s, z) -> z.clone()));
    Map<String, Double> measures = card.getMeasuresMap();
    assertThat(measures.get("z_leak")).isEqualTo(1);
    assertThat(measures.get("swap_accuracy")).isBetween(0.2, 0.45);
    assertThat(measures.get("rec_mse")).isZero();
    assertThat(measures.get("swap_worst_cell")).isZero();
    assertThat(card.getProbesList())
        .extracting(ProbeReading::getProbe)
        .containsExactly("linear", "mlp 256-256", "linear", "mlp 256-256", "knn 1", "knn 5");
  }

  @Test
  void blankSwapsAreFailures() {
    Scorecard card =
        measure(
            coder(
                ROW,
                2,
                ScorecardsTest::heads,
                images -> new float[images.length / SIZE * 2],
                (s, z) -> new float[s.length / ROW * SIZE]));
    Map<String, Double> measures = card.getMeasuresMap();
    assertThat(measures.get("blank_share")).isEqualTo(1);
    assertThat(measures.get("swap_accuracy")).isZero();
    assertThat(measures.get("style_kept_slant")).isZero();
    assertThat(measures).doesNotContainKeys("cycle_z", "cycle_z_nmse");
    assertThat(measures.get("z_leak")).isCloseTo(measures.get("z_floor"), within(0.05));
  }

  @Test
  void aJudgeThatReadsLittleIsAWarning() {
    Judge lame =
        new Judge() {
          @Override
          public int[] read(float[] images) {
            return new int[images.length / SIZE];
          }

          @Override
          public String recipe() {
            return "always the first";
          }
        };
    Scorecard card =
        Scorecards.measure(
            coder(
                ROW,
                SIZE - ROW,
                ScorecardsTest::heads,
                ScorecardsTest::tails,
                ScorecardsTest::joined),
            DATA,
            settings(),
            lame,
            what -> {});
    assertThat(card.getWarningsList())
        .anySatisfy(warning -> assertThat(warning).contains("the swap measures are worth less"));
    assertThat(card.getJudge().getAccuracy()).isLessThan(0.5);
  }

  private static Scorecard measure(Coder coder) {
    return Scorecards.measure(coder, DATA, settings(), JUDGE, what -> {});
  }

  private static ScorecardSettings settings() {
    Probe linear = Probe.linear();
    Probe mlp = new Probe("mlp 256-256", List.of(16), 0, 20, 64, 3);
    return new ScorecardSettings(
        true, 700, List.of(linear, mlp), List.of(linear, mlp), List.of(1, 5), 500, mlp, mlp, 1);
  }

  private static Coder coder(
      int dimS,
      int dimZ,
      UnaryOperator<float[]> encodeS,
      UnaryOperator<float[]> encodeZ,
      BinaryOperator<float[]> decode) {
    return new Coder(dimS, dimZ, encodeS, encodeZ, decode);
  }

  private static float[] joined(float[] s, float[] z) {
    int count = s.length / ROW;
    float[] images = new float[count * SIZE];
    for (int i = 0; i < count; i++) {
      System.arraycopy(s, i * ROW, images, i * SIZE, ROW);
      System.arraycopy(z, i * (SIZE - ROW), images, i * SIZE + ROW, SIZE - ROW);
    }
    return images;
  }

  private static float[] heads(float[] images) {
    return part(images, 0, ROW);
  }

  private static float[] tails(float[] images) {
    return part(images, ROW, SIZE - ROW);
  }

  private static float[] part(float[] images, int from, int size) {
    int count = images.length / SIZE;
    float[] parts = new float[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(images, i * SIZE + from, parts, i * size, size);
    }
    return parts;
  }

  private static LabelledImages images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(3);
      pixels[i * SIZE + labels[i]] = (byte) 255;
      int place = random.nextInt(ROW);
      int step = random.nextInt(3) - 1;
      for (int y = 1; y < ROW; y++) {
        int x = Math.min(ROW - 1, Math.max(0, place + step * (y - 3)));
        pixels[i * SIZE + y * ROW + x] = (byte) (150 + random.nextInt(100));
      }
    }
    return new LabelledImages(1, ROW, ROW, pixels, labels, List.of("a", "b", "c"));
  }
}
