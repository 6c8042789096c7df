package io.twofold.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bundle.v1.Control;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlsTest {

  /** The fewer images, the more that chance may take. */
  @ParameterizedTest
  @CsvSource({"10000, 1, 0.97", "10000, 0.9, 0.8457", "1000, 1, 0.9584", "10, 1, 0.7642"})
  void fewImagesLeaveRoomForChance(int count, double judge, double least) {
    Control control = Controls.pixels(0.8, judge, count);
    assertThat(control.getAtLeast()).isCloseTo(least, within(1e-4));
    assertThat(control.getPassed()).isEqualTo(0.8 >= least);
  }

  /** Most pixels are black in all of so few training images, and not in the others. */
  @Test
  void theLabelsOfSixtyDrawnDigitsAreReadFromPixels() {
    Dataset digits = DataLookup.strokes(3, 60);
    Control control =
        Controls.pixels(Probe.mlp().withEpochs(4), digits.train(), digits.train(), 1, done -> {});
    assertThat(control.getValue()).isEqualTo(1);
    Control held =
        Controls.pixels(Probe.mlp().withEpochs(4), digits.train(), digits.test(), 0.6, done -> {});
    assertThat(held.getPassed()).as("%s", held).isTrue();
  }
}
