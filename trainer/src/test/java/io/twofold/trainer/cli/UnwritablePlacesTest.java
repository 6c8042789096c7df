package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that do not take a file: here another one is in the way, which stops root as well. */
class UnwritablePlacesTest {

  @TempDir Path folder;

  @Test
  void aRunThatCannotBeginNamesItsFolder() throws IOException {
    Path taken = Files.writeString(folder.resolve("run"), "a file");
    CommandRun run = train();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            ("twofold: %s cannot be written: %s is a file, not a folder. Nothing was trained yet:"
                    + " name another folder with --run-dir")
                .formatted(taken.resolve(".lock"), taken));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "rows.png", "report.html"})
  void aRunThatCannotGoOnIsContinuedOnceItCan(String name) throws IOException {
    Path taken = folder.resolve("run").resolve(name);
    Files.createDirectories(taken.resolve("inside"));
    requireStopsAt(taken);
    Files.delete(taken.resolve("inside"));
    Files.delete(taken);
    requireGoesOn();
    assertThat(taken).isRegularFile();
  }

  @Test
  void aRunThatCannotKeepACheckpointIsContinuedOnceItCan() throws IOException {
    Path taken = folder.resolve("run/checkpoints");
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(taken, "a file");
    requireStopsAt(taken.resolve("epoch-000001.ckpt"));
    Files.delete(taken);
    requireGoesOn();
  }

  private void requireStopsAt(Path file) {
    CommandRun run = train();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(lastLine(run))
        .startsWith("twofold: " + file + " cannot be written: ")
        .endsWith(
            ". Published versions are as they were, and so are the run's checkpoints. Once the file"
                + " can be written: ./twofold train --resume "
                + folder.resolve("run"));
    assertThat(folder.resolve("models/tiny")).doesNotExist();
  }

  private void requireGoesOn() throws IOException {
    CommandRun resumed = CommandRun.of("train", "--resume", folder.resolve("run").toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    Codec.open(folder.resolve("models/tiny/1")).close();
  }

  private static String lastLine(CommandRun run) {
    return run.err().lines().reduce("", (before, line) -> line);
  }

  @Test
  void aScorecardThatCannotBeKeptIsPrintedAndItsFileNamed() throws IOException {
    CommandRun train = train();
    assertThat(train.exitCode()).as(train.err()).isZero();
    Path out = folder.resolve("scorecard");
    Files.createDirectories(out.resolve("scorecard.json/inside"));
    CommandRun run =
        CommandRun.of(
            "evaluate",
            folder.resolve("models/tiny/1").toString(),
            "--quick",
            "--judge-cache=" + folder.resolve("judges"),
            "--out=" + out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("z_leak");
    assertThat(lastLine(run))
        .startsWith("twofold: " + out.resolve("scorecard.json") + " cannot be written: ")
        .endsWith(
            ". The bundle is as it was; to keep what is measured, name a folder with room: --out"
                + " DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plot.png", "plot.svg"})
  void aPlotThatCannotBeWrittenIsOneLine(String name) throws IOException {
    Path csv = folder.resolve("sweep.csv");
    Files.writeString(csv, "name,z_leak,rec_mse,series\na,0.7,0.02,seed\n");
    Path out = folder.resolve(name);
    Files.createDirectories(out.resolve("inside"));
    CommandRun run = CommandRun.of("tradeoff", csv.toString(), "--out=" + out);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("twofold: " + out + " cannot be written: ");
  }

  private CommandRun train() {
    return CommandRun.of(
        "train",
        "--data=strokes",
        "--data-count=120",
        "--recipe=seed",
        "--epochs=1",
        "--batch=32",
        "--dim-h=16",
        "--tsne=0",
        "--repository=" + folder.resolve("models"),
        "--run-dir=" + folder.resolve("run"),
        "--model=tiny");
  }
}
