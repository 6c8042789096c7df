package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StrongStagesTest {

  @Test
  void everyStageGetsAnEpochAndAllEpochsAreSharedOut() {
    for (int epochs = StrongStages.LEAST_EPOCHS; epochs <= 300; epochs++) {
      StrongStages stages = StrongStages.of(epochs);
      assertThat(stages.content()).as("content of %d", epochs).isPositive();
      assertThat(stages.features()).as("features of %d", epochs).isPositive();
      assertThat(stages.density()).as("density of %d", epochs).isPositive();
      assertThat(stages.style()).as("style of %d", epochs).isPositive();
      assertThat(stages.settle()).as("settle of %d", epochs).isPositive();
      assertThat(
              stages.content()
                  + stages.features()
                  + stages.density()
                  + stages.style()
                  + stages.settle())
          .isEqualTo(epochs);
    }
  }

  @Test
  void aHundredEpochsAreSharedOutAsTheRecipeSays() {
    assertThat(StrongStages.of(100)).isEqualTo(new StrongStages(20, 11, 6, 27, 36));
  }

  @Test
  void anEpochLiesInItsStage() {
    StrongStages stages = new StrongStages(2, 1, 1, 2, 3);
    assertThat(stages.place(1)).isEqualTo(new StrongStages.Place(StrongStages.Stage.CONTENT, 0, 2));
    assertThat(stages.place(4)).isEqualTo(new StrongStages.Place(StrongStages.Stage.DENSITY, 0, 1));
    assertThat(stages.place(9)).isEqualTo(new StrongStages.Place(StrongStages.Stage.SETTLE, 2, 3));
    assertThatThrownBy(() -> stages.place(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no epoch 10 of 9");
  }
}
