package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import io.twofold.client.cli.bulk.Journal;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.SwapRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are killed as processes, and go on. One image is a pipe that nobody writes to. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in folders")
class KilledRunTest {

  private static final int IMAGES = 600;
  private static final int PIPE = 500;

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path images;
  private final List<Process> processes = new ArrayList<>();

  KilledRunTest(@TempDir Path folder) {
    this.folder = folder;
    images = folder.resolve("images");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.createDirectories(images);
    for (int i = 0; i < IMAGES; i++) {
      Files.write(image(i), TestImages.png(i % 256, i / 256, 3, 4));
    }
  }

  @AfterEach
  void close() {
    processes.forEach(Process::destroyForcibly);
    codec.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "npy"})
  void codesAreThoseOfAnUnbrokenRun(String format) throws Exception {
    Path whole = folder.resolve("whole." + format);
    Path broken = folder.resolve("broken." + format);
    Path partial = folder.resolve(".broken." + format + ".partial");
    assertThat(run("encode", images, "--out", whole).exitCode()).isZero();
    byte[] held = blockOnPipe();

    Process process = start("encode", images, "--out", broken);
    awaitSize(process, partial, 64 * 40);
    kill(process);
    int kept = records(partial);
    Files.write(partial, new byte[] {0, 0, 0, 60, 1, 2, 3}, StandardOpenOption.APPEND);
    unblock(held);
    encoded();
    Run again = run("encode", images, "--out", broken);

    assertThat(again.exitCode()).isZero();
    assertThat(kept).isGreaterThanOrEqualTo(64).isLessThan(IMAGES);
    assertThat(encoded()).isEqualTo(IMAGES - kept);
    assertThat(broken).hasSameBinaryContentAs(whole);
    assertThat(partial).doesNotExist();
  }

  @Test
  void imagesAreThoseOfAnUnbrokenRun() throws Exception {
    Path style = Files.write(folder.resolve("style.png"), TestImages.png(9, 9, 9, 9));
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    String[] swap = {"swap", "--content", images.toString(), "--style", style.toString(), "--out"};
    assertThat(run(swap, whole).exitCode()).isZero();

    codec.keepSilentAfter(3);
    Process process = start(swap, broken);
    awaitSize(process, broken.resolve(".twofold.partial"), 64 * 3 * 10);
    kill(process);
    codec.keepSilentAfter(Integer.MAX_VALUE);
    swapped();
    Run again = run(swap, broken);

    assertThat(again.exitCode()).isZero();
    assertThat(swapped()).isEqualTo(IMAGES - 64 * 3);
    try (Stream<Path> files = Files.list(whole)) {
      assertThat(files)
          .hasSize(IMAGES)
          .allSatisfy(
              file -> assertThat(broken.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
    try (Stream<Path> files = Files.list(broken)) {
      assertThat(files).hasSize(IMAGES);
    }
  }

  private byte[] blockOnPipe() throws Exception {
    byte[] held = Files.readAllBytes(image(PIPE));
    Files.delete(image(PIPE));
    Process mkfifo = new ProcessBuilder("mkfifo", image(PIPE).toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    return held;
  }

  private void unblock(byte[] held) throws IOException {
    Files.delete(image(PIPE));
    Files.write(image(PIPE), held);
  }

  private static void awaitSize(Process process, Path file, long bytes) throws Exception {
    while (!Files.exists(file) || Files.size(file) < bytes) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly();
    process.waitFor();
  }

  /** How many images a journal has codes of: all its records but the first. */
  private static int records(Path partial) throws IOException {
    int[] count = {-1};
    Journal.open(partial, (position, record) -> count[0]++).close();
    return count[0];
  }

  private Path image(int number) {
    return images.resolve("%04d.png".formatted(number));
  }

  private Run run(Object... words) {
    return Run.of(withServer(words));
  }

  private Run run(String[] words, Path out) {
    return run(joined(words, out));
  }

  private Process start(String[] words, Path out) throws IOException {
    return start(joined(words, out));
  }

  private static Object[] joined(String[] words, Path out) {
    return Stream.concat(Stream.of(words), Stream.of(out)).toArray();
  }

  private Object[] withServer(Object... words) {
    return Stream.concat(
            Stream.of(words), Stream.of("--server", codec.target(), "--deadline", "5m"))
        .toArray();
  }

  private Process start(Object... words) throws IOException {
    Process process = ClientProcess.start(folder.resolve("log"), List.of(), withServer(words));
    processes.add(process);
    return process;
  }

  /** How many images were sent to be encoded since this was asked for last. */
  private int encoded() throws InterruptedException {
    int images = 0;
    while (codec.requests() > 0) {
      Message request = codec.takeRequest(Message.class);
      images += request instanceof EncodeRequest encode ? encode.getImages().getCount() : 0;
    }
    return images;
  }

  /** How many contents were sent to be swapped since this was asked for last. */
  private int swapped() throws InterruptedException {
    int images = 0;
    while (codec.requests() > 0) {
      Message request = codec.takeRequest(Message.class);
      images += request instanceof SwapRequest swap ? swap.getContents().getCount() : 0;
    }
    return images;
  }
}
