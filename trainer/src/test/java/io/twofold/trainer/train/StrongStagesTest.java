package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrongStagesTest {

  @Test
  void everyStageGetsAnEpochAndAllEpochsAreSharedOut() {
    for (int epochs = StrongStages.LEAST_EPOCHS; epochs <= 300; epochs++) {
      StrongStages stages = StrongStages.of(epochs, StageShares.DEFAULTS);
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
    assertThat(StrongStages.of(100, StageShares.DEFAULTS))
        .isEqualTo(new StrongStages(20, 11, 6, 27, 36));
    assertThat(StrongStages.of(20, StageShares.parse("10, 20,10,30,30")))
        .isEqualTo(new StrongStages(2, 4, 2, 6, 6));
  }

  @Test
  void sharesThatLeaveAStageWithoutAnEpochAreRefused() {
    StageShares shares = StageShares.parse("96,1,1,1,1");
    assertThatThrownBy(() -> StrongStages.of(5, shares))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--stage-shares 96,1,1,1,1 leave a stage without an epoch of --epochs 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20", "20,11,6,27,35", "0,31,6,27,36", "20,11,6,27,36,0", "a,b,c,d,e"})
  void sharesThatAreNoneAreRefused(String text) {
    assertThatThrownBy(() -> StageShares.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--stage-shares must be five whole numbers above 0 that make 100, such as"
                + " 20,11,6,27,36, not "
                + text);
    assertThat(StageShares.parse(StageShares.DEFAULTS.toString())).isEqualTo(StageShares.DEFAULTS);
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
