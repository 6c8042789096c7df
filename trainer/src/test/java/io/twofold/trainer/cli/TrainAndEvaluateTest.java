package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Scorecards;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.train.TrainConfig;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One short run from the command line, and what it leaves behind. */
class TrainAndEvaluateTest {

  @TempDir private static Path folder;
  private static Path bundle;
  private static Path pictures;
  private static CommandRun train;

  @TempDir Path scratch;

  @BeforeAll
  static void train() {
    pictures = folder.resolve("run");
    bundle = folder.resolve("models/tiny/1");
    train =
        CommandRun.of(
            "train",
            "--data=strokes",
            "--data-count=1200",
            "--recipe=seed",
            "--epochs=2",
            "--dim-h=32",
            "--tsne=200",
            "--repository=" + folder.resolve("models"),
            "--run-dir=" + pictures,
            "--model=tiny");
  }

  @Test
  void aRunPublishesAndSaysSo() throws IOException {
    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.out()).contains("Published " + bundle + " (ONNX Runtime and the trainer");
    try (Stream<Path> versions = Files.list(folder.resolve("models/tiny"))) {
      assertThat(versions).containsExactly(bundle);
    }
  }

  @Test
  void eachEpochIsALine() {
    List<String> lines = train.err().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("Training tiny on digits drawn from strokes with seed 1");
    assertThat(lines.get(1)).startsWith("epoch  1/2  game  ");
    assertThat(lines.get(2)).startsWith("epoch  2/2  game  ").endsWith("left 0s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows.png", "swap_grid.png", "losses.png", "tsne_s.png", "tsne_z.png"})
  void thePicturesAreThere(String name) throws IOException {
    BufferedImage picture = ImageIO.read(pictures.resolve(name).toFile());
    assertThat(picture.getWidth()).isGreaterThan(100);
    assertThat(train.out()).contains(pictures.resolve(name).toString());
  }

  @Test
  void theReportIsInTheRunAndInTheBundle() throws IOException {
    assertThat(pictures.resolve("report.html"))
        .content()
        .contains("<h1>tiny, version 1</h1>", "t-SNE of z", "swap_clf_x", "epoch 2");
    assertThat(bundle.resolve("report.html"))
        .hasSameBinaryContentAs(pictures.resolve("report.html"));
    assertThat(Bundle.read(bundle).manifest().getFilesList())
        .extracting(file -> file.getName())
        .contains("report.html");
    assertThat(train.out()).contains(pictures.resolve("report.html").toString());
  }

  @Test
  void theManifestIsEnoughToRunTheTrainingAgain() throws IOException {
    Manifest manifest = Bundle.read(bundle).manifest();
    TrainConfig config =
        new TrainConfig(2, 128, 16, 16, 32, 3, 10f, 10f, 1f, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 1);
    assertThat(manifest.getProvenance().getRecipe()).isEqualTo("seed");
    assertThat(manifest.getProvenance().getHyperParametersMap()).isEqualTo(config.toMap());
    assertThat(manifest.getProvenance().getSeed()).isEqualTo(1);
    Map<String, String> data = manifest.getProvenance().getDataSettingsMap();
    assertThat(data).containsOnlyKeys("data", "data-seed", "data-count");
    assertThat(data).containsEntry("data", "strokes");
    assertThat(manifest.getProvenance().getDataSha256())
        .isEqualTo(
            Strokes.generate(
                    Integer.parseInt(data.get("data-count")), Long.parseLong(data.get("data-seed")))
                .images()
                .sha256());
    assertThat(manifest.getProvenance().getLibrariesMap())
        .containsOnlyKeys("djl", "pytorch", "java");
    assertThat(manifest.getProvenance().getCreated()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(manifest.getScorecardMap()).hasSize(10);
    assertThat(manifest.getScorecardOrThrow("rec_mse"))
        .isCloseTo(measure(train, "rec_mse"), within(1e-4));
  }

  @Test
  void anEvaluationOfTheBundleMeasuresWhatTheRunMeasured() throws IOException {
    Path out = scratch.resolve("scorecard");
    CommandRun run = evaluate("--out=" + out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err().lines())
        .startsWith("Training the judge of swaps, once for these images.", "  training the judge")
        .contains("  reconstruction", "  control: raw pixels");
    assertThat(run.out())
        .startsWith(bundle + " on digits drawn from strokes with seed 1, test images")
        .contains("Scorecard (quick: a look, not a claim):", "Judge: reads ", "Controls: ");
    assertThat(run.out().lines())
        .endsWith(
            "Wrote %s.".formatted(out.resolve("scorecard.json")),
            "Wrote %s.".formatted(out.resolve("swap_grid.png")),
            "Wrote %s.".formatted(out.resolve("report.html")));
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    for (String name : List.of("rec_bce", "rec_mse", "z_std_min")) {
      assertThat(measure(run, name)).as(name).isCloseTo(measure(train, name), within(1e-3));
    }
    Scorecard card = Scorecards.read(out.resolve("scorecard.json"));
    assertThat(card.getModel()).isEqualTo("tiny");
    assertThat(card.getQuick()).isTrue();
    assertThat(card.getGraphsList()).hasSize(3);
    assertThat(card.getData().getTrainCount()).isEqualTo(1200);
    assertThat(card.getSwaps().getLabelsCount()).isEqualTo(10);
    assertThat(card.getMeasuresMap())
        .containsKeys("z_leak", "s_accuracy", "swap_accuracy", "style_kept_slant", "cycle_z")
        .doesNotContainKeys("swap_gap", "z_leak_gap");

    CommandRun validation = evaluate("--split=validation", "--out=" + out);
    assertThat(validation.exitCode()).as(validation.err()).isZero();
    Scorecard validated = Scorecards.read(out.resolve("scorecard.json"));
    assertThat(validated.getData().getSplit()).isEqualTo("validation");
    assertThat(validated.getData().getTrainCount()).isEqualTo(1000);
    assertThat(validated.getData().getTestCount()).isEqualTo(200);
    assertThat(validated.getWarningsList())
        .anySatisfy(warning -> assertThat(warning).contains("learnt from the validation images"));
  }

  @Test
  void imagesOfAnotherNumberOfClassesAreRefused() throws IOException {
    for (String name : List.of("cat", "dog")) {
      Path classFolder = Files.createDirectories(scratch.resolve("animals").resolve(name));
      for (int i = 0; i < 12; i++) {
        BufferedImage grey = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(i, i, 0, 200);
        ImageIO.write(grey, "png", classFolder.resolve(i + ".png").toFile());
      }
    }
    CommandRun run =
        CommandRun.of(
            "evaluate",
            bundle.toString(),
            "--quick",
            "--data=folder:" + scratch.resolve("animals"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .endsWith(
            "the bundle tells 10 classes apart, the data set 2 classes; measure it on images with"
                + " its own labels"
                + System.lineSeparator());
  }

  private CommandRun evaluate(String... more) {
    List<String> args = new ArrayList<>(List.of("evaluate", bundle.toString(), "--quick"));
    args.add("--judge-cache=" + scratch.resolve("judges"));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc_s.onnx", "enc_z.onnx", "dec.onnx", "golden.bin"})
  void aFlippedByteIsNamedByItsFile(String name) throws IOException {
    Path copy = Files.createDirectories(scratch.resolve("1"));
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
      }
    }
    byte[] bytes = Files.readAllBytes(copy.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy.resolve(name), bytes);
    CommandRun run =
        CommandRun.of("evaluate", copy.toString(), "--data=strokes", "--data-count=60");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("twofold: bundle " + copy + ": " + name + " has SHA-256 ");
  }

  /** The process is killed in its second epoch, between two checkpoints. */
  @Test
  void aKilledRunGoesOnToTheSameGraphs() throws IOException, InterruptedException {
    Path run = scratch.resolve("run");
    Path models = scratch.resolve("models");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HangingTraining.class.getName(),
            "epoch  2/2",
            "train",
            "--data=strokes",
            "--data-count=1200",
            "--recipe=seed",
            "--epochs=2",
            "--dim-h=32",
            "--tsne=0",
            "--repository=" + models,
            "--run-dir=" + run,
            "--model=tiny");
    Process process =
        new ProcessBuilder(command).redirectError(scratch.resolve("log").toFile()).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch(HangingTraining.HANGS::equals)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(models.resolve("tiny")).doesNotExist();
    assertThat(run.resolve("checkpoints/epoch-000001.ckpt")).exists();

    CommandRun resumed = CommandRun.of("train", "--resume", run.toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on after epoch 1 of 2.").doesNotContain("epoch  1/2");
    for (String graph : List.of("enc_s.onnx", "enc_z.onnx", "dec.onnx")) {
      assertThat(models.resolve("tiny/1").resolve(graph))
          .hasSameBinaryContentAs(bundle.resolve(graph));
    }
    assertThat(withoutSeconds(run)).isEqualTo(withoutSeconds(pictures)).hasSize(2);

    CommandRun other = CommandRun.of("train", "--resume", run.toString(), "--dim-h=64");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err())
        .isEqualToIgnoringNewLines(
            "twofold: the checkpoint belongs to another run: --dim-h was 32 and is 64 now");
  }

  @Test
  void aFolderWithARunTakesNoSecondOne() {
    CommandRun run =
        CommandRun.of("train", "--data=strokes", "--data-count=300", "--run-dir=" + pictures);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "twofold: %s holds a run already: continue it with --resume %s, or choose another folder"
                .formatted(pictures, pictures));
  }

  private static List<String> withoutSeconds(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceFirst("\"seconds\":[^,]*,", ""))
        .toList();
  }

  /** A measure as the table prints it. */
  private static double measure(CommandRun run, String name) {
    String line =
        run.out()
            .lines()
            .map(String::strip)
            .filter(candidate -> candidate.startsWith(name + " "))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.substring(name.length()).strip().split(" ", 2)[0]);
  }
}
