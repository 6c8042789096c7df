package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelTextTest {

  @Test
  void drawsItsOwnLetters() {
    assertThat(drawn("Hi", 1))
        .isEqualTo(
            """
            #   #  #
            #   #
            #   # ##
            #####  #
            #   #  #
            #   #  #
            #   #  #
            """);
  }

  @Test
  void everyCharacterOfALabelDiffersFromEveryOther() {
    String ascii =
        IntStream.rangeClosed('!', '~').mapToObj(Character::toString).collect(Collectors.joining());
    String names = ascii + "\u2193\u2192\u00b1\u00b7\u00b5\u00d7\u2603";
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < names.length(); i++) {
      assertThat(shapes.add(drawn(names.substring(i, i + 1), 1)))
          .as("%s looks like none before it", names.charAt(i))
          .isTrue();
    }
  }

  @Test
  void widthIsWhatIsDrawnAtEveryScale() {
    for (int scale = 1; scale <= 3; scale++) {
      int width = drawn("Wide", scale).lines().mapToInt(String::length).max().orElseThrow();
      assertThat(PixelText.width("Wide", scale)).isEqualTo(width);
    }
    assertThat(PixelText.width("", 2)).isZero();
  }

  @Test
  void whatDoesNotFitEndsInDots() {
    assertThat(PixelText.fit("short", 1, 100)).isEqualTo("short");
    String cut = PixelText.fit("a rather long label", 1, 60);
    assertThat(cut).startsWith("a rath").endsWith("..");
    assertThat(PixelText.width(cut, 1)).isLessThanOrEqualTo(60);
  }

  @Test
  void rejectsAScaleBelowOne() {
    Graphics2D graphics = Canvas.blank(1, 1).createGraphics();
    assertThatThrownBy(() -> PixelText.draw(graphics, "a", 0, 0, 0, Color.BLACK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale");
  }

  /** The drawing of {@code text} as lines, # for ink, blanks at their ends left out. */
  private static String drawn(String text, int scale) {
    BufferedImage canvas = Canvas.blank(100, PixelText.height(scale));
    Graphics2D graphics = canvas.createGraphics();
    PixelText.draw(graphics, text, 0, 0, scale, Color.BLACK);
    graphics.dispose();
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < canvas.getHeight(); y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < canvas.getWidth(); x++) {
        line.append(canvas.getRGB(x, y) == Color.BLACK.getRGB() ? '#' : ' ');
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString().stripTrailing() + "\n";
  }
}
