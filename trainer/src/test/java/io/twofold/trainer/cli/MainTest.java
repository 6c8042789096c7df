package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.trainer.train.Recipe;
import io.twofold.trainer.train.StrongConfig;
import io.twofold.trainer.train.TrainConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "train --help", "evaluate --help", "samples --help", "tradeoff --help"})
  void helpShowsAnExample(String args) {
    CommandRun help = CommandRun.of(args.split(" "));
    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out().lines().map(String::strip))
        .anySatisfy(line -> assertThat(line).startsWith("./twofold "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "samples", "tradeoff"})
  void helpOfACommandSaysItsExitCodes(String command) {
    assertThat(CommandRun.of(command, "--help").out()).contains("Exit codes: 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                            | Missing required subcommand",
        "fly                         | Unmatched argument at index 0: 'fly'",
        "train --epoch-count 3       | Unknown options: '--epoch-count', '3'",
        "train --epochs three        | Invalid value for option '--epochs'",
        "train --data cifar          | Invalid value for option '--data'",
        "train --recipe other        | Invalid value for option '--recipe'",
        "train --net other           | Invalid value for option '--net'",
        "train --recipe seed --net conv --batch 1 | --net conv needs a --batch of at least 2, whose"
            + " mean it takes, not 1",
        "train --data folder:        | Invalid value for option '--data'",
        "train --size 28             | --size: '28' is not a size like 28x28",
        "samples --test-share 1      | --test-share must be more than 0 and less than 1, not 1.0",
        "train --channels cmyk       | Invalid value for option '--channels'",
        "evaluate x --quick --publish m | --publish takes a full scorecard of the test images",
        "evaluate                    | Missing required parameter: 'BUNDLE'",
        "train --epochs 4            | --epochs must be at least 5, not 4",
        "train --recipe seed --epochs 0 | --epochs must be at least 1, not 0",
        "train --dim-z 5             | --dim-z must be even, not 5",
        "train --dropout-enc 1       | --dropout-enc must be in [0, 1), not 1.0",
        "train --recipe seed --lr-adversary NaN | --lr-adversary must be more than 0, not NaN",
        "train --limit-train 0       | --limit-train must be at least 1, not 0",
        "train --data strokes --data-count 60 --limit-train 2 | the first 2 training images have"
            + " none of",
        "train --limit-train -3      | --limit-train must be at least 1, not -3",
        "train --threads 0           | --threads must be at least 1, not 0",
        "train --tsne -1             | --tsne must be at least 0, not -1",
        "train --model ../up         | --model '../up' is not a model's name",
        "train --data-count 0        | --data-count must be at least 1, not 0",
        "samples --data-count -5     | --data-count must be at least 1, not -5",
        "tradeoff                    | Missing required parameter: 'CSV'",
        "tradeoff a.csv --out b.gif  | --out must end in .png or .svg, not b.gif",
        "samples --per-class 0       | --per-class must be at least 1, not 0",
      })
  void aWrongCommandLineIsNamedFirst(String args, String reason) {
    CommandRun run = CommandRun.of(withinTheFolder(args == null ? "" : args));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).startsWith(reason);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aPlaceThatCannotTakeAScorecardIsNamedBeforeMeasuring() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    CommandRun run = CommandRun.of("evaluate", "nowhere/1", "--out=" + taken);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo("twofold: there is already a file " + taken);
  }

  @Test
  void aBundleThatIsNotThereIsOneLine() {
    CommandRun run = CommandRun.of("evaluate", "/nowhere");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("twofold: bundle /nowhere: there is no such folder");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aTradeoffIsPlottedAsPictureAndAsDrawing() throws IOException {
    Path csv = folder.resolve("sweep.csv");
    Files.writeString(csv, "name,z_leak,rec_mse,series\nweight 1,0.7,0.02,seed\n");
    Path png = folder.resolve("plots/a.png");
    Path svg = folder.resolve("plots/a.svg");
    CommandRun run = CommandRun.of("tradeoff", csv.toString(), "--out", png.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualToIgnoringNewLines("Plotted 1 points to %s.".formatted(png));
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
    assertThat(CommandRun.of("tradeoff", csv.toString(), "--out", svg.toString()).exitCode())
        .isZero();
    assertThat(svg).content().startsWith("<svg ").contains("weight 1");
  }

  @Test
  void aTradeoffThatCannotBeReadIsOneLine() throws IOException {
    Path csv = folder.resolve("sweep.csv");
    Files.writeString(csv, "name,z_leak,rec_mse,series\na,much,0.02,seed\n");
    CommandRun run = CommandRun.of("tradeoff", csv.toString(), "--out", csv + ".png");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("twofold: %s, line 2: z_leak 'much' is not a number".formatted(csv));
    assertThat(folder.resolve("sweep.csv.png")).doesNotExist();
  }

  @Test
  void aDataFolderThatIsNotThereIsNotPassedOver() {
    Path typo = folder.resolve("typo");
    for (String data : List.of("mnist", "auto")) {
      CommandRun run =
          CommandRun.of(
              "samples", "--data", data, "--data-dir", typo.toString(), "--out", "unused");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .containsExactly("twofold: --data-dir: " + typo + " does not exist");
    }
  }

  @Test
  void theDefaultsAreTheStrongRecipe() {
    assertThat(recipe()).isEqualTo(StrongConfig.DEFAULTS);
    assertThat(recipe("--recipe=strong")).isEqualTo(StrongConfig.DEFAULTS);
    assertThat(recipe("--recipe=seed")).isEqualTo(TrainConfig.SEED_RECIPE);
  }

  private static Recipe recipe(String... args) {
    RecipeCommand command = new RecipeCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return command.options.toConfig();
  }

  @CommandLine.Command
  private static final class RecipeCommand {
    @CommandLine.Mixin RecipeOptions options = new RecipeOptions();
  }

  @Test
  void aFileInThePlaceOfTheRepositoryIsOneLineWithItsReason() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("models"), "a file");
    CommandRun run =
        CommandRun.of(
            "train",
            "--data",
            "strokes",
            "--data-count",
            "300",
            "--repository",
            inTheWay.toString(),
            "--run-dir",
            folder.resolve("run").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly("twofold: there is already a file " + inTheWay);
  }

  @Test
  void aBatchLargerThanTheDataIsAWrongCommandLine() {
    CommandRun run =
        CommandRun.of(
            "train",
            "--data",
            "strokes",
            "--data-count",
            "60",
            "--repository",
            folder.resolve("models").toString(),
            "--run-dir",
            folder.resolve("run").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--batch must be at most the 60 images to learn from, not 256");
  }

  @Test
  void samplesAreGreyPngFiles() throws IOException {
    Path out = folder.resolve("samples");
    CommandRun run =
        CommandRun.of(
            "samples", "--data", "strokes", "--data-count", "120", "--out", out.toString());
    assertThat(run.exitCode()).isZero();
    List<Path> files;
    try (Stream<Path> listing = Files.list(out)) {
      files = listing.toList();
    }
    assertThat(files).hasSizeBetween(10, 20);
    assertThat(run.out())
        .startsWith("Wrote %d images of digits drawn from strokes".formatted(files.size()));
    for (Path file : files) {
      assertThat(file.getFileName().toString()).matches("[0-9]_[01]\\.png");
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo(28);
      assertThat(image.getHeight()).isEqualTo(28);
      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    }
  }

  /** The arguments, with options that keep a command that should have been refused small. */
  private String[] withinTheFolder(String args) {
    List<String> all = new ArrayList<>();
    if (!args.isEmpty()) {
      all.addAll(List.of(args.split(" ")));
    }
    if (args.startsWith("train") || args.startsWith("samples")) {
      if (!args.contains("--data-count ")) {
        all.add("--data-count=130");
      }
      if (!args.contains("--data ")) {
        all.add("--data=strokes");
      }
    }
    if (args.startsWith("train")) {
      all.add("--repository=" + folder.resolve("models"));
      all.add("--run-dir=" + folder.resolve("run"));
    }
    if (args.startsWith("samples")) {
      all.add("--out=" + folder.resolve("samples"));
    }
    return all.toArray(String[]::new);
  }
}
