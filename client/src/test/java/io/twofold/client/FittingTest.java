package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.files.FileOptions;
import io.twofold.trainer.data.files.ImageFileData;
import io.twofold.trainer.data.files.ImageSize;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittingTest {

  @Test
  void aPictureOfTheModelsSizeIsLeftAsItIs() {
    BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setPixels(0, 0, 2, 2, new int[] {1, 2, 3, 255});

    assertThat(Images.of(picture, model(1, 2, 2)).uint8()).containsExactly(bytes(1, 2, 3, 255));
    assertThat(Images.of(picture, model(3, 2, 2)).uint8())
        .containsExactly(bytes(1, 2, 3, 255, 1, 2, 3, 255, 1, 2, 3, 255));
  }

  @Test
  void proportionsAreKept() {
    BufferedImage wide = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    fill(wide, Color.WHITE);

    assertThat(Images.of(wide, model(1, 4, 4)).uint8()).containsOnly(bytes(255));
    wide.setRGB(3, 1, 0);
    Images fitted = Images.of(List.of(wide, wide), model(1, 4, 4));
    assertThat(fitted.count()).isEqualTo(2);
    assertThat(fitted.uint8()).startsWith(bytes(255, 255, 255, 255)).doesNotContain(bytes(0));
  }

  @Test
  void transparencyIsBlackAndColoursAreLuma() {
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0xffff0000);

    assertThat(Images.of(clear, model(1, 2, 2)).uint8()).containsExactly(76, 0, 0, 0);
    assertThat(Images.of(clear, model(3, 2, 2)).uint8())
        .containsExactly(bytes(255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  /** The pictures that a model learns from and those that it is asked about go the same way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void filesAreFittedAsTheTrainerFitsThem(int channels, @TempDir Path folder) throws IOException {
    for (String label : List.of("a", "b")) {
      for (int i = 0; i < 4; i++) {
        Path file = folder.resolve(label).resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(picture(17 + 9 * i, label.equals("a") ? 30 : 11), "png", file.toFile());
      }
    }
    List<String> trained =
        images(ImageFileData.folder(folder, options(channels), line -> {})).toList();

    Images fitted =
        Images.files(
            List.of(folder.resolve("a/0.png"), folder.resolve("b/3.png")), model(channels, 12, 14));

    byte[] pixels = fitted.uint8();
    assertThat(trained)
        .hasSize(8)
        .contains(image(pixels, 0, channels * 12 * 14), image(pixels, 1, channels * 12 * 14));
  }

  @Test
  void whatIsNoPictureIsNamed(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("note.png"), "no picture");

    assertThatThrownBy(() -> Images.files(List.of(text), model(1, 2, 2)))
        .isInstanceOf(IOException.class)
        .hasMessage("'%s' is no picture that Java can read: PNG, JPEG, GIF or BMP", text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.of(picture(2, 2), model(0, 0, 0)))
        .withMessage("the server does not say the shape of halves version 3");
  }

  private static FileOptions options(int channels) {
    return new FileOptions(new ImageSize(12, 14), channels, 0.5, 1, null, List.of());
  }

  private static Stream<String> images(Dataset data) {
    return Stream.of(data.train(), data.test())
        .flatMap(
            part ->
                IntStream.range(0, part.count())
                    .mapToObj(i -> image(part.pixels(), i, part.imageSize())));
  }

  private static String image(byte[] pixels, int index, int size) {
    return Arrays.toString(Arrays.copyOfRange(pixels, index * size, (index + 1) * size));
  }

  private static ModelInfo model(int channels, int height, int width) {
    return new ModelInfo(
        "halves",
        3,
        VersionState.SERVING,
        "",
        "run-3",
        channels,
        height,
        width,
        2,
        2,
        List.of(),
        LabelKind.SINGLE,
        Map.of());
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.GREEN);
    graphics.fillOval(width / 3, height / 3, width / 3, height / 3);
    graphics.dispose();
    return picture;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static void fill(BufferedImage picture, Color colour) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.dispose();
  }
}
