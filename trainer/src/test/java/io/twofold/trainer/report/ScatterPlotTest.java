package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {

  private static final List<String> NAMES = List.of("left", "right");

  @Test
  void pointsAreColouredByClassAndYGrowsUpwards() {
    BufferedImage plot =
        ScatterPlot.draw("two", new float[] {-1, -1, 1, 1}, new int[] {0, 1}, NAMES);
    int[] left = centre(plot, Palette.color(0, 2));
    int[] right = centre(plot, Palette.color(1, 2));
    assertThat(left[0]).isLessThan(right[0]);
    assertThat(left[1]).isGreaterThan(right[1]);
  }

  @Test
  void everyClassStandsInTheLegend() {
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
    BufferedImage plot = ScatterPlot.draw("none", new float[0], new int[0], names);
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < ScatterPlot.SIDE; y++) {
      for (int x = 0; x < ScatterPlot.SIDE; x++) {
        colours.add(plot.getRGB(x, y));
      }
    }
    for (int i = 0; i < 10; i++) {
      assertThat(colours).contains(Palette.color(i, 10).getRGB());
    }
  }

  @Test
  void manyClassesAndOnePlaceForAllPointsAreDrawn() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "a long class name " + i).toList();
    int[] labels = IntStream.range(0, 100).toArray();
    BufferedImage plot = ScatterPlot.draw("t".repeat(400), new float[200], labels, names);
    assertThat(plot.getWidth()).isEqualTo(ScatterPlot.SIDE);
    Set<Color> colours = new HashSet<>();
    labels = IntStream.range(0, 40).toArray();
    for (int label : labels) {
      assertThat(colours.add(Palette.color(label, 40))).isTrue();
    }
  }

  @Test
  void rejectsWhatCannotBeDrawn() {
    assertThatThrownBy(() -> ScatterPlot.draw("", new float[3], new int[2], NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 labels need 4 coordinates, not 3");
    assertThatThrownBy(() -> ScatterPlot.draw("", new float[2], new int[] {2}, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 2");
    assertThatThrownBy(() -> ScatterPlot.draw("", new float[] {0, Float.NaN}, new int[1], NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  /** The centre of what has {@code hue} inside the frame. */
  private static int[] centre(BufferedImage plot, Color hue) {
    float[] wanted = Color.RGBtoHSB(hue.getRed(), hue.getGreen(), hue.getBlue(), null);
    long sumX = 0;
    long sumY = 0;
    int count = 0;
    for (int y = 100; y < 870; y++) {
      for (int x = 30; x < 770; x++) {
        Color color = new Color(plot.getRGB(x, y));
        float[] seen = Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
        if (seen[1] > 0.3 && Math.abs(seen[0] - wanted[0]) < 0.05) {
          sumX += x;
          sumY += y;
          count++;
        }
      }
    }
    assertThat(count).isGreaterThan(20);
    return new int[] {(int) (sumX / count), (int) (sumY / count)};
  }
}
