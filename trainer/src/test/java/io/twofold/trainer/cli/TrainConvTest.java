package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.Codec;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convolutional networks from the command line to a swap. */
class TrainConvTest {

  @TempDir Path folder;

  @Test
  void aRunPublishesWhatTheCodecSwapsWith() throws IOException {
    CommandRun run =
        CommandRun.of(
            "train",
            "--net=conv",
            "--data=strokes",
            "--data-count=240",
            "--recipe=seed",
            "--epochs=1",
            "--batch=60",
            "--dim-h=16",
            "--tsne=0",
            "--repository=" + folder.resolve("models"),
            "--run-dir=" + folder.resolve("run"),
            "--model=tiny");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("A swap takes 1,035,904 multiply-adds.");
    try (Codec codec = Codec.open(folder.resolve("models/tiny/1"))) {
      assertThat(codec.manifest().getProvenance().getHyperParametersMap())
          .containsEntry("net", "conv");
      LabelledImages digits = Strokes.generate(40, 2).images();
      float[] swapped = codec.swap(digits.floats(0, 20), digits.floats(20, 40));
      assertThat(swapped).hasSize(20 * 784);
      for (float pixel : swapped) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
  }
}
