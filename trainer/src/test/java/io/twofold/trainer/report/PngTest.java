package io.twofold.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {

  @TempDir private Path folder;

  @Test
  void everyGreyValueComesBack() throws IOException {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f;
    }
    Path file = folder.resolve("a/b/ramp.png");
    Png.write(values, 1, 16, 16, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      assertThat(read.getRaster().getSample(i % 16, i / 16, 0)).isEqualTo(i);
    }
  }

  @Test
  void channelsAreRedGreenAndBlue() throws IOException {
    Path file = folder.resolve("colour.png");
    Png.write(new float[] {1, 0, 0, 0.4f, 0, 1}, 3, 1, 2, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(read.getRGB(1, 0)).isEqualTo(0xff0066ff);
  }

  @Test
  void valuesOutsideAreClampedAndNanIsBlack() {
    ImageTile tile = new ImageTile(new float[] {-1, 2, Float.NaN}, 0, 1, 1, 3);
    assertThat(tile.toImage().getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null))
        .containsExactly(0, 255, 0);
  }

  @Test
  void replacesWhatIsThereAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("one.png");
    Files.writeString(file, "an older picture");
    Png.write(new float[] {0.5f}, 1, 1, 1, file);
    assertThat(ImageIO.read(file.toFile())).isNotNull();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderInTheWayIsAnErrorAndLeavesNothingElse() throws IOException {
    Path taken = folder.resolve("taken.png");
    Files.createDirectories(taken.resolve("inside"));
    assertThatThrownBy(() -> Png.write(new float[] {0.5f}, 1, 1, 1, taken))
        .isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }

  @Test
  void rejectsWhatIsNotOneImage() {
    Path file = folder.resolve("none.png");
    assertThatThrownBy(() -> Png.write(new float[8], 1, 2, 2, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one image, not 2");
    assertThatThrownBy(() -> Png.write(new float[8], 2, 2, 2, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x2x2");
  }
}
