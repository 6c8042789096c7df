package io.twofold.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

  private static final float[] WEIGHTS = {1.5f, -0f, Float.MIN_VALUE, Float.NaN, 3e38f};

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void whatWasPutComesBackBitForBit() throws IOException {
    CheckpointWriter out = new CheckpointWriter();
    out.put("epochs", Long.MIN_VALUE);
    out.part("nets").put("weights", WEIGHTS);
    out.part("nets").part("inner").put("steps", 7);
    out.put("history", "ū: one line\nand another\n");
    checkpoints().save(3, out.toCheckpoint(Map.of("--batch", "128")));

    Checkpoint read = newest().orElseThrow();
    assertThat(read.identity()).isEqualTo(Map.of("--batch", "128"));
    CheckpointReader in = new CheckpointReader(read);
    assertThat(bits(in.part("nets").floats("weights", 5))).isEqualTo(bits(WEIGHTS));
    assertThat(in.number("epochs")).isEqualTo(Long.MIN_VALUE);
    assertThat(in.part("nets").part("inner").number("steps")).isEqualTo(7);
    assertThat(in.text("history")).isEqualTo("ū: one line\nand another\n");
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    CheckpointReader in = new CheckpointReader(checkpoint(1));
    assertThatThrownBy(() -> in.part("dec").floats("weights", 5))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint has no values of dec/weights where this run needs 5");
    assertThatThrownBy(() -> in.number("steps"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint has no number steps");
    assertThatThrownBy(() -> in.text("history"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint has no text history");
  }

  @Test
  void aNameIsTakenOnce() {
    CheckpointWriter out = new CheckpointWriter();
    out.part("a").put("n", 1);
    assertThatThrownBy(() -> out.part("a").put("n", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/n");
  }

  @Test
  void theLastTwoAreKept() throws IOException {
    for (int epoch : new int[] {8, 9, 10, 11}) {
      checkpoints().save(epoch, checkpoint(epoch));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("epoch-000010.ckpt", "epoch-000011.ckpt");
    }
    assertThat(epochOf(newest())).isEqualTo(11);
  }

  @Test
  void whatAKilledRunLeftUnfinishedGoesWithTheNext() throws IOException {
    Path unfinished = Files.writeString(folder.resolve(".epoch-000001.ckpt.5a.new"), "the begi");
    assertThat(newest()).isEmpty();
    checkpoints().save(1, checkpoint(1));
    assertThat(unfinished).doesNotExist();
    assertThat(epochOf(newest())).isEqualTo(1);
  }

  @Test
  void anEmptyOrMissingFolderHasNone() throws IOException {
    assertThat(newest()).isEmpty();
    assertThat(new CheckpointFolder(folder.resolve("none")).newest(warnings::add)).isEmpty();
    assertThat(new CheckpointFolder(folder.resolve("none")).isUsed()).isFalse();
  }

  @Test
  void aBrokenOneIsPassedOverWithAWarning() throws IOException {
    checkpoints().save(1, checkpoint(1));
    checkpoints().save(2, checkpoint(2));
    Path broken = folder.resolve("epoch-000002.ckpt");
    byte[] whole = Files.readAllBytes(broken);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(broken, flipped);
      assertThat(epochOf(newest())).as("byte %d flipped", at).isEqualTo(1);
      Files.write(broken, Arrays.copyOf(whole, at));
      assertThat(epochOf(newest())).as("cut at %d", at).isEqualTo(1);
    }
    assertThat(warnings)
        .allMatch(
            warning ->
                warning.startsWith(broken.toString())
                    && warning.endsWith("; the one before it is tried"));
    Files.write(broken, whole);
    assertThat(epochOf(newest())).isEqualTo(2);
  }

  @Test
  void whereAllAreBrokenThatIsAnError() throws IOException {
    checkpoints().save(1, checkpoint(1));
    Path file = folder.resolve("epoch-000001.ckpt");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 40] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::newest)
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + " is broken: its SHA-256 is not that of its content");
    Files.writeString(file, "not this");
    assertThatThrownBy(this::newest)
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + " is no checkpoint, or only the beginning of one");
  }

  @Test
  void anotherFormatIsSaidToBeOne() throws IOException {
    checkpoints().save(1, checkpoint(1));
    Path file = folder.resolve("epoch-000001.ckpt");
    byte[] bytes = Files.readAllBytes(file);
    bytes["twofold checkpoint\n".length() + 3] = 2;
    Files.write(file, bytes);
    assertThatThrownBy(this::newest)
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + " has format 2; this version of Twofold reads format 1");
  }

  @Test
  void anotherRunIsToldByItsDifferences() throws IOException {
    Checkpoint saved = checkpoint(1);
    saved.requireIdentity(Map.of("--batch", "128"));
    assertThatThrownBy(() -> saved.requireIdentity(Map.of("--batch", "64", "--net", "conv")))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "the checkpoint belongs to another run: --batch was 128 and is 64 now; "
                + "--net was (none) and is conv now");
  }

  private CheckpointFolder checkpoints() {
    return new CheckpointFolder(folder);
  }

  private Optional<Checkpoint> newest() throws IOException {
    return checkpoints().newest(warnings::add);
  }

  private static Checkpoint checkpoint(int epoch) {
    CheckpointWriter out = new CheckpointWriter();
    out.put("epochs", epoch);
    out.put("weights", WEIGHTS);
    return out.toCheckpoint(Map.of("--batch", "128"));
  }

  private static long epochOf(Optional<Checkpoint> checkpoint) throws CheckpointException {
    return new CheckpointReader(checkpoint.orElseThrow()).number("epochs");
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
