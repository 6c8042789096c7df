package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.LabelScore;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Coders whose worth is known. An image has two rows of four pixels: each of the first three says
 * whether it has a label, and the others are its style. The third label is rare.
 */
class LabelScorecardsTest {

  private static final int SIZE = 8;
  private static final int LABELS = 3;
  private static final int STYLE = SIZE - LABELS;
  private static final List<String> NAMES = List.of("a", "b", "rare");
  private static final Dataset DATA =
      new Dataset("bits", "a test", images(1600, 1), images(1000, 2), Map.of());

  private static final LabelsJudge JUDGE =
      new LabelsJudge() {
        @Override
        public Flags readLabels(float[] images) {
          boolean[] read = new boolean[images.length / SIZE * LABELS];
          for (int i = 0; i < read.length; i++) {
            read[i] = images[i / LABELS * SIZE + i % LABELS] > 0.5f;
          }
          return new Flags(read, LABELS);
        }

        @Override
        public String recipe() {
          return "three pixels";
        }
      };

  @Test
  void aPerfectSplitScoresPerfectly() {
    List<String> progress = new ArrayList<>();
    Scorecard card =
        LabelScorecards.measure(
            coder(STYLE, images -> part(images, LABELS, STYLE)),
            DATA,
            settings(),
            JUDGE,
            progress::add);
    Map<String, Double> measures = card.getMeasuresMap();
    for (String whole :
        new String[] {
          "rec_accuracy",
          "swap_accuracy",
          "swap_exact",
          "swap_worst_cell",
          "flip_success",
          "flip_worst",
          "flip_others",
          "flip_others_worst"
        }) {
      assertThat(measures.get(whole)).as(whole).isEqualTo(1);
    }
    assertThat(measures.get("s_accuracy")).isGreaterThan(0.99);
    assertThat(measures.get("s_worst_label")).isGreaterThan(0.98);
    assertThat(measures.get("z_floor")).isEqualTo(0.5);
    assertThat(measures.get("z_leak")).isLessThan(0.65);
    assertThat(measures.get("z_xor")).isCloseTo(measures.get("z_xor_floor"), within(0.1));
    assertThat(measures.get("rec_mse")).isZero();
    assertThat(measures.get("style_kept_mass")).isGreaterThan(0.9);
    assertThat(card.getControlsList())
        .extracting(Control::getName)
        .containsExactly("planted_xor", "shuffled_labels", "raw_pixels");
    assertThat(card.getControlsPassed()).as("%s", card.getControlsList()).isTrue();
    assertThat(card.getWarningsList()).isEmpty();
    assertThat(card.hasSwaps()).isFalse();
    assertThat(card.getLabelsList()).extracting(LabelScore::getLabel).isEqualTo(NAMES);
    assertThat(card.getLabels(2).getShare()).isCloseTo(0.1, within(0.03));
    assertThat(card.getLabels(2).getMeasuresMap().keySet())
        .containsExactlyInAnyOrder(
            "judge",
            "z_leak",
            "z_linear",
            "z_mlp",
            "s_accuracy",
            "s_linear",
            "s_mlp",
            "swap_accuracy",
            "swap_worst_cell",
            "flip_success",
            "flip_others");
    assertThat(progress).contains("encoding", "turning over rare: 100 %");
  }

  /** Most images lack the rare label, so saying so always would be right for most of them. */
  @Test
  void aLeakOfOneRareLabelIsTheLeak() {
    Scorecard card = measure(coder(1, images -> part(images, 2, 1)));
    assertThat(card.getMeasuresOrThrow("z_leak")).isEqualTo(1);
    assertThat(card.getLabels(2).getMeasuresOrThrow("z_leak")).isEqualTo(1);
    assertThat(card.getLabels(0).getMeasuresOrThrow("z_leak")).isLessThan(0.62);
    assertThat(card.getMeasuresOrThrow("z_xor")).isLessThan(0.75);
  }

  /** z tells whether a and b are equal, and nothing of either by itself. */
  @Test
  void aHiddenExclusiveOrIsFound() {
    Scorecard card =
        measure(
            coder(
                1,
                images -> {
                  float[] odd = new float[images.length / SIZE];
                  for (int i = 0; i < odd.length; i++) {
                    odd[i] = images[i * SIZE] != images[i * SIZE + 1] ? 1 : 0;
                  }
                  return odd;
                }));
    assertThat(card.getMeasuresOrThrow("z_leak")).isLessThan(0.62);
    assertThat(card.getMeasuresOrThrow("z_xor")).isEqualTo(1);
    assertThat(card.getMeasuresOrThrow("z_xor_floor")).isLessThan(0.65);
    assertThat(card.getMeasuresOrThrow("z_joint"))
        .isGreaterThan(card.getMeasuresOrThrow("z_joint_floor") + 0.1);
    assertThat(card.getProbesList())
        .filteredOn(reading -> reading.getAccuracy() == 1 && reading.getCode().equals("z"))
        .extracting(ProbeReading::getLabel)
        .containsExactly("a xor b");
  }

  /** The decoder shows the label a of the style. */
  @Test
  void aLabelThatFollowsTheStyleFailsInSwapsAndFlips() {
    Coder coder =
        new Coder(
            LABELS,
            SIZE,
            images -> part(images, 0, LABELS),
            images -> images.clone(),
            (s, z) -> {
              float[] images = z.clone();
              for (int i = 0; i < s.length; i++) {
                if (i % LABELS != 0) {
                  images[i / LABELS * SIZE + i % LABELS] = s[i];
                }
              }
              return images;
            });
    Scorecard card = measure(coder);
    LabelScore a = card.getLabels(0);
    assertThat(a.getMeasuresOrThrow("swap_accuracy")).isBetween(0.4, 0.6);
    assertThat(a.getMeasuresOrThrow("swap_worst_cell")).isZero();
    assertThat(a.getMeasuresOrThrow("flip_success")).isZero();
    assertThat(a.getMeasuresOrThrow("flip_others")).isEqualTo(1);
    assertThat(card.getLabels(1).getMeasuresOrThrow("swap_accuracy")).isEqualTo(1);
    assertThat(card.getMeasuresOrThrow("flip_worst")).isZero();
    assertThat(card.getMeasuresOrThrow("flip_success")).isCloseTo(2.0 / 3, within(1e-9));
  }

  /** Real images without a bright pixel have no style to lose. */
  @Test
  void darkImagesAreReadAllTheSame() {
    Scorecard card =
        LabelScorecards.measure(
            coder(STYLE, images -> part(images, LABELS, STYLE)),
            new Dataset("dark", "a test", dark(DATA.train()), dark(DATA.test()), Map.of()),
            settings(),
            new LabelsJudge() {
              @Override
              public Flags readLabels(float[] images) {
                float[] bright = images.clone();
                for (int i = 0; i < bright.length; i++) {
                  bright[i] *= 4;
                }
                return JUDGE.readLabels(bright);
              }

              @Override
              public String recipe() {
                return JUDGE.recipe();
              }
            },
            what -> {});
    assertThat(card.getMeasuresOrThrow("swap_exact")).isEqualTo(1);
    assertThat(card.getMeasuresOrThrow("flip_worst")).isEqualTo(1);
    assertThat(card.getMeasuresMap()).doesNotContainKey("style_kept_slant");
    assertThat(card.getWarningsList())
        .contains(
            "1000 of 1000 images have no pixel brighter than half: they are left out of the style"
                + " measures");
  }

  private static LabelledImages dark(LabelledImages images) {
    byte[] pixels = new byte[images.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((images.pixels()[i] & 0xff) / 4);
    }
    return new LabelledImages(1, 2, 4, pixels, images.labelling());
  }

  @Test
  void aLabelThatAllImagesHaveIsLeftOutWithAWarning() {
    byte[] flags = new byte[400];
    byte[] pixels = new byte[200 * SIZE];
    SplittableRandom random = new SplittableRandom(5);
    random.nextBytes(pixels);
    for (int i = 0; i < 200; i++) {
      flags[2 * i] = (byte) (random.nextBoolean() ? 1 : 0);
      flags[2 * i + 1] = 1;
      pixels[i * SIZE] = (byte) (flags[2 * i] == 1 ? 255 : 0);
      pixels[i * SIZE + 1] = (byte) 255;
    }
    LabelledImages images =
        new LabelledImages(1, 2, 4, pixels, new Labels.Multi(flags, List.of("a", "always")));
    LabelsJudge judge =
        new LabelsJudge() {
          @Override
          public Flags readLabels(float[] values) {
            boolean[] read = new boolean[values.length / SIZE * 2];
            for (int i = 0; i < read.length; i++) {
              read[i] = values[i / 2 * SIZE + i % 2] > 0.5f;
            }
            return new Flags(read, 2);
          }

          @Override
          public String recipe() {
            return "two pixels";
          }
        };
    Scorecard card =
        LabelScorecards.measure(
            coder(STYLE, values -> part(values, LABELS, STYLE)),
            new Dataset("always", "a test", images, images, Map.of()),
            settings(),
            judge,
            what -> {});
    assertThat(card.getWarningsList())
        .contains("the label always cannot be measured: all images have it, or none does");
    assertThat(card.getLabels(1).getMeasuresMap())
        .doesNotContainKeys("z_leak", "s_accuracy", "judge", "flip_success");
    assertThat(card.getMeasuresMap())
        .containsKeys("z_leak", "flip_success")
        .doesNotContainKey("z_xor");
  }

  private static Scorecard measure(Coder coder) {
    return LabelScorecards.measure(coder, DATA, settings(), JUDGE, what -> {});
  }

  private static ScorecardSettings settings() {
    Probe linear = Probe.linear();
    Probe mlp = new Probe("mlp 256-256", List.of(32), 0, 30, 64, 3);
    return new ScorecardSettings(
        true, 700, List.of(linear, mlp), List.of(linear, mlp), List.of(1, 5), 500, mlp, mlp, 1);
  }

  /** s holds the labels; what z holds is put behind them. */
  private static Coder coder(int dimZ, UnaryOperator<float[]> encodeZ) {
    return new Coder(
        LABELS,
        dimZ,
        images -> part(images, 0, LABELS),
        encodeZ,
        (s, z) -> {
          float[] images = new float[s.length / LABELS * SIZE];
          for (int i = 0; i < s.length / LABELS; i++) {
            System.arraycopy(s, i * LABELS, images, i * SIZE, LABELS);
            System.arraycopy(z, i * dimZ, images, i * SIZE + LABELS, Math.min(dimZ, SIZE - LABELS));
          }
          return images;
        });
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
    byte[] flags = new byte[count * LABELS];
    for (int i = 0; i < count; i++) {
      for (int label = 0; label < LABELS; label++) {
        boolean on = random.nextDouble() < (label == 2 ? 0.1 : 0.5);
        flags[i * LABELS + label] = (byte) (on ? 1 : 0);
        pixels[i * SIZE + label] = (byte) (on ? 255 : 0);
      }
      for (int p = LABELS; p < SIZE; p++) {
        pixels[i * SIZE + p] = (byte) (140 + random.nextInt(100));
      }
    }
    return new LabelledImages(1, 2, 4, pixels, new Labels.Multi(flags, NAMES));
  }
}
