package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.files.TestImages;
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

/** The commands on a user's own images, and on images with several labels. */
class OwnDataTest {

  @TempDir Path folder;

  @Test
  void aDataSetIsCheckedWithoutTraining() throws IOException {
    TestImages.twoClasses(folder.resolve("photos"), 12, 10);
    Files.writeString(folder.resolve("photos/dark/broken.png"), "no image");
    CommandRun run =
        CommandRun.of(
            "train",
            "--data=folder:" + folder.resolve("photos"),
            "--validate-only",
            "--run-dir=" + folder.resolve("run"),
            "--repository=" + folder.resolve("models"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Warning: 1 files could not be read and were left out: dark/broken.png");
    assertThat(run.out().lines().map(String::strip))
        .contains(
            "20 images to learn from and 4 held out, of 1x10x10; 2 classes.",
            "dark          10          2",
            "light         10          2");
    BufferedImage sheet = ImageIO.read(folder.resolve("run/samples.png").toFile());
    assertThat(sheet.getWidth()).isGreaterThan(10 * 20);
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void aDataSetThatCannotBeUsedFailsTheCheck() throws IOException {
    Files.createDirectories(folder.resolve("photos/empty"));
    CommandRun run =
        CommandRun.of(
            "train",
            "--data=folder:" + folder.resolve("photos"),
            "--validate-only",
            "--run-dir=" + folder.resolve("run"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "twofold: the images in "
                + folder.resolve("photos")
                + ": there are none that can be used");
  }

  @Test
  void anEvaluationFindsTheImagesAgain() throws IOException {
    TestImages.twoClasses(folder.resolve("photos"), 40, 10);
    CommandRun train =
        train("--data=folder:" + folder.resolve("photos"), "--size=6x8", "--channels=rgb");
    assertThat(train.exitCode()).as(train.err()).isZero();
    Path bundle = folder.resolve("models/photos/1");
    CommandRun run =
        CommandRun.of(
            "evaluate",
            bundle.toString(),
            "--quick",
            "--out=" + folder.resolve("scorecard"),
            "--judge-cache=" + folder.resolve("judges"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(bundle + " on the images in " + folder.resolve("photos"));
    assertThat(run.err()).doesNotContain("trained on other images");
  }

  @Test
  void severalLabelsReachTheBundle() throws IOException {
    TestImages.twoClasses(folder.resolve("photos"), 20, 6);
    List<String> rows = new ArrayList<>(List.of("path,light,odd"));
    for (int i = 0; i < 20; i++) {
      rows.add("photos/dark/%d.png,0,%d".formatted(i, i % 2));
      rows.add("photos/light/%d.png,1,%d".formatted(i, i % 2));
    }
    Path csv = Files.write(folder.resolve("table.csv"), rows);
    CommandRun train = train("--data=csv:" + csv);
    assertThat(train.exitCode()).as(train.err()).isZero();
    Manifest manifest = Bundle.read(folder.resolve("models/table/1")).manifest();
    assertThat(LabelKind.of(manifest)).isEqualTo(LabelKind.MULTI);
    assertThat(manifest.getLabelsList()).containsExactly("light", "odd");
    assertThat(manifest.getPrototypesList())
        .hasSize(2)
        .allSatisfy(prototype -> assertThat(prototype.getSOffCount()).isEqualTo(4));
    assertThat(manifest.getScorecardMap())
        .containsKeys("s_linear", "z_mlp", "z_mlp.light", "z_linear.odd", "clf_s", "swap_clf_x");
    assertThat(train.out()).contains("z_mlp.odd");
  }

  @Test
  void samplesAreNamedByTheirLabels() throws IOException {
    CommandRun run =
        CommandRun.of(
            "samples",
            "--data=strokes-multi",
            "--data-count=300",
            "--per-class=1",
            "--out=" + folder.resolve("samples"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("samples"))) {
      List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
      assertThat(names).hasSizeBetween(1, 6);
      assertThat(names)
          .allSatisfy(name -> assertThat(name).matches("[a-z+-]+_\\d\\.png"))
          .anySatisfy(name -> assertThat(name).contains("ring"));
    }
  }

  private CommandRun train(String... data) {
    List<String> args = new ArrayList<>(List.of("train"));
    args.addAll(List.of(data));
    args.addAll(
        List.of(
            "--recipe=seed",
            "--epochs=1",
            "--batch=20",
            "--dim-h=16",
            "--dim-s=4",
            "--dim-z=4",
            "--tsne=30",
            "--repository=" + folder.resolve("models"),
            "--run-dir=" + folder.resolve("run")));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
