package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeCacheTest {

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void aJudgeIsTrainedOnceAndReadsTheSameAfterwards() throws IOException {
    LabelledImages images = halves(200);
    int[] first = read(images);
    assertThat(first).isEqualTo(images.labels());
    assertThat(log).containsExactly("Training the judge of swaps, once for these images.");
    log.clear();
    assertThat(read(images)).isEqualTo(first);
    assertThat(log).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void aBrokenFileIsReplacedWithANote() throws IOException {
    LabelledImages images = halves(200);
    int[] first = read(images);
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    List<byte[]> broken =
        List.of(
            new byte[0], Arrays.copyOf(whole, 10), Arrays.copyOf(whole, whole.length - 1), flipped);
    for (byte[] bytes : broken) {
      log.clear();
      Files.write(file, bytes);
      assertThat(read(images)).isEqualTo(first);
      assertThat(log).hasSize(1);
      assertThat(log.get(0))
          .startsWith("The judge kept in " + file + " is broken (")
          .endsWith("): training it again.");
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
    assertThat(files()).as("nothing half-written stays").hasSize(1);
  }

  @Test
  void otherImagesHaveAnotherJudge() throws IOException {
    assertThat(read(halves(200))).hasSize(200);
    assertThat(read(halves(201))).hasSize(201);
    assertThat(files()).hasSize(2);
  }

  @Test
  void aFolderThatCannotBeMadeCostsTheKeepingOnly() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    LabelledImages images = halves(200);
    try (ConvolutionalJudge judge =
        new JudgeCache(taken.resolve("judges"), log::add).judge(images, 1, done -> {})) {
      assertThat(judge.read(images.floats(0, 10))).hasSize(10);
    }
    assertThat(log).last().asString().startsWith("The judge could not be kept for the next time: ");
  }

  @Test
  void itReadsDigits() {
    LabelledImages train = Strokes.generate(1500, 1).images();
    LabelledImages test = Strokes.generate(400, 2).images();
    try (ConvolutionalJudge judge = ConvolutionalJudge.train(train, 2, done -> {})) {
      assertThat(Scores.agreement(judge.read(test.floats(0, 400)), test.labels()))
          .isGreaterThan(0.8);
    }
  }

  private int[] read(LabelledImages images) throws IOException {
    try (ConvolutionalJudge judge = new JudgeCache(folder, log::add).judge(images, 1, done -> {})) {
      return judge.read(images.floats(0, images.count()));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.toList();
    }
  }

  /** Colour images of odd sizes: bright above or below. */
  private static LabelledImages halves(int count) {
    SplittableRandom random = new SplittableRandom(3);
    int size = 3 * 5 * 9;
    byte[] pixels = new byte[count * size];
    int[] labels = random.ints(count, 0, 2).toArray();
    for (int i = 0; i < pixels.length; i++) {
      boolean above = i % 45 < 22;
      boolean bright = above == (labels[i / size] == 0);
      pixels[i] = (byte) (random.nextInt(60) + (bright ? 180 : 0));
    }
    return new LabelledImages(3, 5, 9, pixels, labels, List.of("above", "below"));
  }
}
