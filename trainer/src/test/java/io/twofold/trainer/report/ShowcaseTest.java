package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import io.twofold.trainer.evaluate.Coder;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowcaseTest {

  /** Images of two pixels: s is the left one, z the right one. */
  private static final Coder SPLIT =
      new Coder(
          1,
          1,
          x -> every(x, 0),
          x -> every(x, 1),
          (s, z) -> {
            float[] x = new float[2 * s.length];
            for (int i = 0; i < s.length; i++) {
              x[2 * i] = s[i];
              x[2 * i + 1] = z[i];
            }
            return x;
          });

  private static final ImageShape PAIR = new ImageShape(1, 1, 2);

  private final Showcase showcase =
      new Showcase(
          SPLIT,
          new Shown(PAIR, new float[] {0, 0.1f, 0.8f, 0.2f}, List.of("a", "b")),
          new Shown(PAIR, new float[] {0.5f, 0.3f, 0.5f, 0.7f}, List.of("c", "d")));

  @Test
  void rowsChangeOneCodeForThatOfTheRightNeighbour() {
    ImageTable rows = showcase.rows();
    assertThat(rows.rows())
        .extracting(row -> row.head().text())
        .containsExactly("original", "reconstruction", "change s", "change z");
    assertThat(images(rows, 0)).containsExactly(0, 0.1f, 0.8f, 0.2f);
    assertThat(images(rows, 1)).containsExactly(0, 0.1f, 0.8f, 0.2f);
    assertThat(images(rows, 2)).containsExactly(0.8f, 0.1f, 0, 0.2f);
    assertThat(images(rows, 3)).containsExactly(0, 0.2f, 0.8f, 0.1f);
    assertThat(rows.rows().get(2).cells().get(0).description())
        .isEqualTo("content of b, style of a");
  }

  @Test
  void theGridHasEveryContentInEveryStyle() {
    ImageTable grid = showcase.swapGrid();
    assertThat(images(grid, 0)).containsExactly(0, 0.3f, 0, 0.7f);
    assertThat(images(grid, 1)).containsExactly(0.8f, 0.3f, 0.8f, 0.7f);
    assertThat(grid.columns().get(1).image()).containsExactly(0.5f, 0.7f);
    assertThat(grid.rows().get(1).head().image()).containsExactly(0.8f, 0.2f);
    assertThat(grid.rows().get(1).cells().get(0).description())
        .isEqualTo("content of b, style of c");
  }

  @Test
  void noOriginalIsShownWhereNoneMayBe() {
    Coder darker =
        new Coder(
            SPLIT.dimS(),
            SPLIT.dimZ(),
            SPLIT.encodeS(),
            SPLIT.encodeZ(),
            (s, z) -> {
              float[] x = SPLIT.decode().apply(s, z);
              for (int i = 0; i < x.length; i++) {
                x[i] /= 2;
              }
              return x;
            });
    Shown shown = new Shown(PAIR, new float[] {0.2f, 0.4f}, List.of("a"));
    Showcase hidden = new Showcase(darker, shown, shown).withoutOriginals();
    assertThat(hidden.rows().rows())
        .extracting(row -> row.head().text())
        .containsExactly("reconstruction", "change s", "change z");
    assertThat(hidden.rows().note()).contains("reconstruction stands for");
    assertThat(hidden.swapGrid().columns().get(0).image()).containsExactly(0.1f, 0.2f);
    assertThat(hidden.swapGrid().rows().get(0).head().image()).containsExactly(0.1f, 0.2f);
    assertThat(hidden.paths().betweenStyles().rows().get(0).head().image())
        .containsExactly(0.1f, 0.2f);
    assertThat(showcase.rows().note()).doesNotContain("stands for");
  }

  @Test
  void aPathMovesOneCodeAndKeepsTheOther() {
    float[] contents = images(showcase.paths().betweenContents(), 0);
    float[] styles = images(showcase.paths().betweenStyles(), 0);
    for (int step = 0; step < 9; step++) {
      assertThat(contents[2 * step]).isEqualTo(0.8f * step / 8);
      assertThat(contents[2 * step + 1]).isEqualTo(0.1f);
      assertThat(styles[2 * step]).isZero();
      assertThat(styles[2 * step + 1]).isEqualTo(0.1f + (0.7f - 0.1f) * step / 8);
    }
    assertThat(styles).hasSize(20).endsWith(0.5f, 0.7f);
  }

  @Test
  void aFlipTurnsALabelOffWhereItIsOn() {
    float[] images = {0, 0.1f, 0.8f, 0.2f};
    Shown shown =
        new Shown(PAIR, images, images, List.of("a", "b"), new boolean[][] {{false}, {true}});
    ImageTable flips =
        new Showcase(SPLIT, shown, shown).flips(List.of("dot"), new float[][] {{0.5f}});
    assertThat(images(flips, 0)).containsExactly(0, 0.1f, 0.5f, 0.1f);
    assertThat(images(flips, 1)).containsExactly(0.8f, 0.2f, 0.8f - 0.5f, 0.2f);
    assertThat(flips.rows().get(1).cells().get(1).description()).isEqualTo("dot turned off");
  }

  @Test
  void imagesOfSeveralLabelsAreShownWithThem() {
    Labels labels = new Labels.Multi(new byte[] {0, 0, 1, 0, 1, 1}, List.of("p", "q"));
    Shown shown = Shown.ofEachClass(new LabelledImages(1, 1, 2, new byte[6], labels), 0, 10);
    assertThat(shown.names()).containsExactly("p", "q");
    assertThat(shown.has()).isDeepEqualTo(new boolean[][] {{true, false}, {true, true}});
  }

  @Test
  void oneImageOfEachClassIsShownAndAClassWithoutAnyIsNot() {
    LabelledImages images =
        new LabelledImages(
            1,
            1,
            2,
            new byte[] {0, 1, 0, 2, 0, 3, 0, 4},
            new int[] {2, 0, 0, 2},
            List.of("p", "none", "q"));
    Shown first = Shown.ofEachClass(images, 0, 10);
    assertThat(first.names()).containsExactly("p", "q");
    assertThat(first.images()).containsExactly(0, 2 / 255f, 0, 1 / 255f);
    assertThat(Shown.ofEachClass(images, 2, 10).images()).containsExactly(0, 3 / 255f, 0, 4 / 255f);
    assertThat(Shown.ofEachClass(images, 0, 1).names()).containsExactly("p");
    assertThatThrownBy(() -> new Shown(PAIR, new float[3], List.of("a")))
        .hasMessage("1 images of 1x1x2 need 2 values, not 3");
  }

  @Test
  void aSampleSheetShowsTheFirstImagesOfEachClassBesideItsName() {
    LabelledImages images =
        new LabelledImages(
            1,
            1,
            1,
            new byte[] {(byte) 255, 0, 51, 102},
            new int[] {1, 0, 1, 1},
            List.of("a", "a class whose name is far too long for the picture to hold"));
    BufferedImage sheet = SampleSheet.draw(images, 2, 10);
    int rows = 16 + 84 + 4 + 84 + 16;
    assertThat(sheet.getHeight()).isEqualTo(rows);
    assertThat(sheet.getWidth()).isLessThanOrEqualTo(16 + 320 + 16 + 84 + 4 + 84 + 16);
    int last = sheet.getWidth() - 16 - 1;
    assertThat(sheet.getRGB(last, rows - 17) & 0xff).isEqualTo(51);
    assertThat(sheet.getRGB(last - 88, rows - 17) & 0xff).isEqualTo(255);
    assertThat(sheet.getRGB(last - 88, 16) & 0xff).isZero();
    assertThat(sheet.getRGB(last, 16) & 0xff).isEqualTo(255);
  }

  private static float[] images(ImageTable table, int row) {
    return ImageTable.join(table.rows().get(row).cells());
  }

  private static float[] every(float[] images, int offset) {
    float[] values = new float[images.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = images[2 * i + offset];
    }
    return values;
  }
}
