package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossPlotTest {

  @Test
  void panelsStandThreeInARow() {
    assertThat(plot(1).getWidth()).isLessThan(plot(2).getWidth());
    assertThat(plot(3).getWidth()).isEqualTo(plot(7).getWidth());
    assertThat(plot(3).getHeight()).isLessThan(plot(4).getHeight());
  }

  @Test
  void everySeriesIsDrawnInItsColour() {
    BufferedImage plot = plot(4);
    for (int i = 0; i < 4; i++) {
      int wanted = Palette.color(i, 10).getRGB();
      long pixels =
          IntStream.range(0, plot.getWidth() * plot.getHeight())
              .filter(at -> plot.getRGB(at % plot.getWidth(), at / plot.getWidth()) == wanted)
              .count();
      assertThat(pixels).isGreaterThan(100);
    }
  }

  @Test
  void gapsShortAndEmptySeriesAreDrawn() {
    List<LossPlot.Series> series =
        List.of(
            new LossPlot.Series("empty", new double[0]),
            new LossPlot.Series("one", new double[] {3}),
            new LossPlot.Series("gap", new double[] {1, Double.NaN, 2, 1}),
            new LossPlot.Series("lost", new double[] {Double.NaN, Double.POSITIVE_INFINITY}));
    assertThat(LossPlot.draw(series).getHeight()).isGreaterThan(400);
    assertThat(LossPlot.draw(List.of()).getWidth()).isGreaterThan(0);
  }

  @Test
  void ticksAreRoundNumbersAroundTheValues() {
    assertThat(labels(0.081, 0.28)).containsExactly("0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
    assertThat(labels(-1, 1)).containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
    assertThat(labels(57, 62.6)).containsExactly("56", "58", "60", "62", "64");
    assertThat(labels(0, 5e-8)).startsWith("0.0e+00", "2.0e-08");
    assertThat(labels()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
  }

  @Test
  void aConstantLiesInsideItsAxis() {
    for (double constant : new double[] {0, 3, -12345, 1e-12, 1e30}) {
      Ticks ticks = Ticks.around(new double[] {constant, constant});
      assertThat(ticks.first()).isLessThanOrEqualTo(constant);
      assertThat(ticks.last()).isGreaterThanOrEqualTo(constant);
      assertThat(ticks.count()).isBetween(2, 8);
    }
  }

  private static List<String> labels(double... values) {
    Ticks ticks = Ticks.around(values);
    return IntStream.range(0, ticks.count()).mapToObj(ticks::label).toList();
  }

  private static BufferedImage plot(int panels) {
    return LossPlot.draw(
        IntStream.range(0, panels)
            .mapToObj(i -> new LossPlot.Series("loss " + i, new double[] {3, 2, 1.5, 1.2}))
            .toList());
  }

  @Test
  void curvesOfMetricsHaveGapsWhereAnEpochLacksOne() {
    List<LossPlot.Series> curves =
        MetricCurves.of(List.of(Map.of("rec_bce", 0.5), Map.of("flow", 2.0)));
    assertThat(curves).extracting(LossPlot.Series::name).containsExactly("reconstruction", "flow");
    assertThat(curves.get(0).values()).containsExactly(0.5, Double.NaN);
    assertThat(curves.get(1).values()).containsExactly(Double.NaN, 2.0);
  }
}
