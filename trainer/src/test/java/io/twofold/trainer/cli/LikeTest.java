package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is repeated from a manifest. */
class LikeTest {

  private static final List<String> GRAPHS = List.of("enc_s.onnx", "enc_z.onnx", "dec.onnx");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--recipe=strong --epochs=6 --flow-couplings=2 --flow-width=8"
            + " --stage-shares=20,20,10,30,20",
        "--recipe=seed --epochs=1 --dropout-dec=0.1 --net=conv"
      })
  void theManifestAloneGivesTheSameGraphs(String recipe) throws IOException {
    CommandRun first = train("first", (recipe + " --data=strokes --limit-train=160").split(" "));
    assertThat(first.exitCode()).as(first.err()).isZero();
    Path bundle = folder.resolve("first/models/tiny/1");
    Path manifest = Files.createDirectories(folder.resolve("manifest"));
    Files.copy(bundle.resolve("manifest.json"), manifest.resolve("manifest.json"));

    CommandRun second =
        CommandRun.of(
            "train",
            "--like=" + manifest,
            "--tsne=0",
            "--repository=" + folder.resolve("second/models"),
            "--run-dir=" + folder.resolve("second/run"));
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err()).doesNotContain("Warning");
    for (String graph : GRAPHS) {
      assertThat(folder.resolve("second/models/tiny/1").resolve(graph))
          .hasSameBinaryContentAs(bundle.resolve(graph));
    }
  }

  @Test
  void optionsBesideItTakeTheirPlace() throws IOException {
    CommandRun first = train("first", "--recipe=seed", "--epochs=1", "--data=strokes");
    assertThat(first.exitCode()).as(first.err()).isZero();
    String like = "--like=" + folder.resolve("first/models/tiny/1");
    CommandRun again = train("seeded", like, "--seed=2", "--data-count=150");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err())
        .startsWith("Warning: the images are not those that the version was trained on.");
    Manifest manifest = Bundle.read(folder.resolve("seeded/models/tiny/1")).manifest();
    assertThat(manifest.getProvenance().getRecipe()).isEqualTo("seed");
    assertThat(manifest.getProvenance().getSeed()).isEqualTo(2);

    CommandRun other = train("other", like, "--data=strokes-multi", "--data-count=150");
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.err()).doesNotContain("Warning");
    assertThat(Bundle.read(folder.resolve("other/models/tiny/1")).manifest().getLabelsList())
        .contains("ring");
  }

  @Test
  void whatSaysNothingOfATrainingIsRefused() {
    CommandRun none = CommandRun.of("train", "--like=" + folder);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err().lines())
        .containsExactly(
            "twofold: bundle %s: there is no manifest.json, so it is not a whole bundle"
                .formatted(folder));
    CommandRun both = CommandRun.of("train", "--like=" + folder, "--resume=" + folder);
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).startsWith("--resume goes on with a run: leave out --like");
  }

  private CommandRun train(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--batch=32",
                "--dim-h=16",
                "--tsne=0",
                "--model=tiny",
                "--repository=" + folder.resolve(name + "/models"),
                "--run-dir=" + folder.resolve(name + "/run")));
    arguments.addAll(List.of(more));
    if (!arguments.toString().contains("--data-count")) {
      arguments.add("--data-count=200");
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
