package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.bundle.v1.LabelScore;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.codec.bundle.Scorecards;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.MultiStrokes;
import io.twofold.trainer.data.Strokes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strong recipe from the command line to a swap. */
class TrainStrongTest {

  @TempDir private static Path folder;
  private static CommandRun train;

  @TempDir Path scratch;

  @BeforeAll
  static void train() {
    train = CommandRun.of(arguments(folder, "--data=strokes-multi").toArray(String[]::new));
  }

  @Test
  void severalLabelsGoThroughEveryStageToABundle() throws IOException {
    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err().lines().skip(1))
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).startsWith("epoch  "));
    LabelledImages images = MultiStrokes.generate(40, 2).images();
    Manifest manifest = requireSwaps(folder.resolve("models/tiny/1"), images);
    assertThat(LabelKind.of(manifest)).isEqualTo(LabelKind.MULTI);
    assertThat(manifest.getProvenance().getHyperParametersMap())
        .containsEntry("flow-couplings", "2")
        .containsEntry("epochs", "5")
        .containsEntry("net", "mlp");
  }

  @Test
  void aScorecardSaysEachLabel() throws IOException {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            folder.resolve("models/tiny/1").toString(),
            "--quick",
            "--judge-cache=" + scratch.resolve("judges"),
            "--out=" + scratch.resolve("scorecard"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("  turning over ring", "  joint probe of all labels on z");
    assertThat(run.out())
        .contains("the label that z tells best, by the best of all fresh probes", "planted_xor")
        .containsPattern("\n  ring       +\\d+ %( +[01]\\.\\d{4}){7}\n")
        .containsPattern("\n  z    joint mlp 256-256 +0\\.\\d{4} +0\\.\\d{4}\n");
    Scorecard card = Scorecards.read(scratch.resolve("scorecard/scorecard.json"));
    assertThat(card.getLabelsList()).extracting(LabelScore::getLabel).isEqualTo(MultiStrokes.NAMES);
    assertThat(card.getMeasuresMap())
        .containsKeys("z_leak", "z_joint", "z_xor", "flip_success", "flip_others", "swap_exact");
    assertThat(scratch.resolve("scorecard/report.html"))
        .content()
        .contains("One label turned over", "left-bar turned o", "flip_others");
  }

  @Test
  void convolutionsGoThroughEveryStageToABundle() throws IOException {
    CommandRun run =
        CommandRun.of(arguments(scratch, "--data=strokes", "--net=conv").toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    LabelledImages digits = Strokes.generate(40, 2).images();
    Manifest manifest = requireSwaps(scratch.resolve("models/tiny/1"), digits);
    assertThat(LabelKind.of(manifest)).isEqualTo(LabelKind.SINGLE);
    assertThat(manifest.getProvenance().getHyperParametersMap()).containsEntry("net", "conv");
  }

  /** The process is killed in its fourth epoch, between two checkpoints. */
  @Test
  void aKilledRunGoesOnToTheSameGraphs() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HangingTraining.class.getName(),
                "epoch  4/5"));
    command.addAll(arguments(scratch, "--data=strokes-multi"));
    Process process =
        new ProcessBuilder(command).redirectError(scratch.resolve("log").toFile()).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo(HangingTraining.HANGS);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(scratch.resolve("models/tiny")).doesNotExist();

    CommandRun resumed = CommandRun.of("train", "--resume", scratch.resolve("run").toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch 3 of 5.");
    for (String graph : List.of("enc_s.onnx", "enc_z.onnx", "dec.onnx")) {
      assertThat(scratch.resolve("models/tiny/1").resolve(graph))
          .hasSameBinaryContentAs(folder.resolve("models/tiny/1").resolve(graph));
    }
    assertThat(withoutSeconds(scratch)).isEqualTo(withoutSeconds(folder)).hasSize(5);
  }

  /** Every pixel of swaps lies in its range, and their style tells. */
  private static Manifest requireSwaps(Path bundle, LabelledImages images) throws IOException {
    try (Codec codec = Codec.open(bundle)) {
      assertThat(codec.manifest().getProvenance().getRecipe()).isEqualTo("strong");
      float[] contents = images.floats(0, 20);
      float[] swapped = codec.swap(contents, images.floats(20, 40));
      assertThat(swapped).hasSize(20 * images.imageSize());
      for (float pixel : swapped) {
        assertThat(pixel).isBetween(0f, 1f);
      }
      assertThat(swapped).isNotEqualTo(codec.swap(contents, contents));
      return codec.manifest();
    }
  }

  private static List<String> arguments(Path folder, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--recipe=strong",
                "--epochs=5",
                "--data-count=600",
                "--batch=32",
                "--dim-h=16",
                "--flow-couplings=2",
                "--flow-width=8",
                "--tsne=0",
                "--repository=" + folder.resolve("models"),
                "--run-dir=" + folder.resolve("run"),
                "--model=tiny"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static List<String> withoutSeconds(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("run/metrics.jsonl")).stream()
        .map(line -> line.replaceFirst("\"seconds\":[^,]*,", ""))
        .toList();
  }
}
