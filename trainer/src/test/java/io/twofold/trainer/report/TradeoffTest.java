package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.trainer.report.TradeoffPoint.Style;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeoffTest {

  private static final String HEADER = "name,z_leak,rec_mse,series";

  @TempDir Path folder;

  @Test
  void pointsComeInTheOrderOfTheirLinesAndStyledByTheirSeries() throws IOException {
    assertThat(
            read(
                """
                # a sweep
                rec_mse, name, series, z_leak

                0.02, weight 1, seed, 0.7
                0.03, "weight ""10"", say", seed, 0.5
                0.0125, strong, strong, 0.15
                0.04, old, anchors, 1
                """))
        .containsExactly(
            new TradeoffPoint("weight 1", 0.7, 0.02, "seed", Style.LINE),
            new TradeoffPoint("weight \"10\", say", 0.5, 0.03, "seed", Style.LINE),
            new TradeoffPoint("strong", 0.15, 0.0125, "strong", Style.MARK),
            new TradeoffPoint("old", 1, 0.04, "anchors", Style.DOT));
  }

  @Test
  void aSpreadsheetsByteOrderMarkIsPassedOver() throws IOException {
    assertThat(read("\ufeff" + HEADER + "\r\na,0.5,0.25,s\r\n"))
        .containsExactly(new TradeoffPoint("a", 0.5, 0.25, "s", Style.MARK));
  }

  @Test
  void aStyleThatIsGivenHolds() throws IOException {
    assertThat(read(HEADER + ",style\na,0,0,x,dot\nb,0,0,x,Mark\nc,0,0,y,line\nd,0,0,z,\n"))
        .extracting(TradeoffPoint::style)
        .containsExactly(Style.DOT, Style.MARK, Style.LINE, Style.MARK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,z_leak,series          |              | there is no rec_mse",
        "name,z_leak,rec_mse,series,name |          | a column is named twice",
        "name,z_leak,rec_mse,series  | a,0.5,0.02   | 4 columns are named, but there are 3 here",
        "name,z_leak,rec_mse,series  | a,x,0.02,s   | z_leak 'x' is not a number",
        "name,z_leak,rec_mse,series  | a,0.5,,s     | rec_mse '' is not a number",
        "name,z_leak,rec_mse,series  | a,1.5,0.02,s | z_leak of 'a' must be from 0 to 1, not 1.5",
        "name,z_leak,rec_mse,series  | a,NaN,0.02,s | z_leak of 'a' must be from 0 to 1, not NaN",
        "name,z_leak,rec_mse,series  | a,0.5,-1,s   | rec_mse of 'a' must be from 0 to 65025, not -1.0",
        "name,z_leak,rec_mse,series  | a,0.5,1.7e308,s | must be from 0 to 65025, not 1.7E308",
        "name,z_leak,rec_mse,series  | \"a,0.5,0,s  | a quote is not closed",
        "name,z_leak,rec_mse,series,style | a,0,0,s,thick | style 'thick' is none of line, mark",
        "name,z_leak,rec_mse,series  |              | holds no points",
      })
  void aWrongLineIsNamed(String header, String line, String reason) {
    assertThatThrownBy(() -> read(header + "\n" + (line == null ? "" : line)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("points.csv").toString())
        .hasMessageContaining(reason)
        .satisfies(
            failure -> {
              if (line != null) {
                assertThat(failure).hasMessageContaining(", line 2: ");
              }
            });
  }

  @Test
  void whatIsNoTextOrNotThereIsSaid() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> TradeoffCsv.read(file)).hasMessage(file + " is not text in UTF-8");
    assertThatThrownBy(() -> TradeoffCsv.read(folder))
        .hasMessage(folder + " is a folder, not a file");
    assertThatThrownBy(() -> TradeoffCsv.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void labelsStandInTheFrameAndOverNothing() {
    List<TradeoffPoint> points = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      points.add(new TradeoffPoint("weight " + i, 0.9 - 0.1 * i, 0.01 * (i + 1), "a", Style.LINE));
      points.add(new TradeoffPoint("anchor " + i, 0.5, 0.03 + 1e-4 * i, "anchors", Style.DOT));
    }
    points.add(new TradeoffPoint("at the origin", 0, 0, "b", Style.MARK));
    Rectangle2D frame = new Rectangle2D.Double(50, 50, 800, 500);
    TradeoffLayout layout = TradeoffLayout.of(points, frame, text -> 7 * text.length(), 14);
    for (int i = 0; i < points.size(); i++) {
      Rectangle2D label = layout.places().get(i).label();
      assertThat(frame.contains(label)).as("label %d is in the frame", i).isTrue();
      for (int j = 0; j < points.size(); j++) {
        TradeoffLayout.Place other = layout.places().get(j);
        assertThat(label.contains(other.x(), other.y())).as("%d covers point %d", i, j).isFalse();
        assertThat(i != j && label.intersects(other.label())).as("%d over %d", i, j).isFalse();
      }
    }
    assertThat(layout.series()).containsOnlyKeys("a", "b");
  }

  @Test
  void lessLeakIsLowerAndLessErrorIsFurtherLeft() {
    BufferedImage plot =
        TradeoffPlot.draw(
            List.of(
                new TradeoffPoint("", 1, 0.01, "a", Style.MARK),
                new TradeoffPoint("", 0, 0.05, "b", Style.MARK)));
    int[] first = find(plot, Palette.color(0, 10).getRGB());
    int[] second = find(plot, Palette.color(1, 10).getRGB());
    assertThat(first[0]).isLessThan(second[0] - 400);
    assertThat(first[1]).isLessThan(second[1] - 400);
    assertThatThrownBy(() -> TradeoffPlot.draw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The last place below the legend that has a colour. */
  private static int[] find(BufferedImage plot, int color) {
    int[] found = {-1, -1};
    for (int y = 80; y < plot.getHeight(); y++) {
      for (int x = 0; x < plot.getWidth(); x++) {
        if (plot.getRGB(x, y) == color) {
          found = new int[] {x, y};
        }
      }
    }
    assertThat(found[0]).isNotNegative();
    return found;
  }

  private List<TradeoffPoint> read(String text) throws IOException {
    Path file = folder.resolve("points.csv");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return TradeoffCsv.read(file);
  }
}
