package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.trainer.train.Recipe;
import io.twofold.trainer.train.StrongConfig;
import io.twofold.trainer.train.TrainConfig;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  @Test
  void epochsOfOneKindTakeWhatTheyTookOnAverage() {
    TimeLeft left = new TimeLeft(TrainConfig.SEED_RECIPE);
    left.finished(1, 10);
    left.finished(2, 14);
    assertThat(left.after(2)).isCloseTo(28 * 12, within(1e-6));
    assertThat(left.within(3, 0.5, 6)).isCloseTo(27.5 * 12, within(1e-6));
    assertThat(left.after(30)).isZero();
    assertThat(left.within(30, 1, 12)).isZero();
  }

  /** A machine on which each epoch takes just its work: the first guess is right, and stays so. */
  @Test
  void stagesOfDifferentWorkAreForetoldFromTheFirstEpochOn() {
    Recipe recipe = StrongConfig.DEFAULTS;
    double whole = 0;
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      whole += recipe.work(epoch);
    }
    TimeLeft left = new TimeLeft(recipe);
    double passed = 0;
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      assertThat(left.within(epoch, 0.25, recipe.work(epoch) / 4))
          .as("within epoch %d", epoch)
          .isCloseTo(whole - passed - recipe.work(epoch) / 4, within(1e-6));
      left.finished(epoch, recipe.work(epoch));
      passed += recipe.work(epoch);
      assertThat(left.after(epoch)).as("after %d", epoch).isCloseTo(whole - passed, within(1e-6));
    }
  }

  /** Once a stage runs, its own speed counts, whatever was expected of it. */
  @Test
  void aStageThatIsSlowerThanItsWorkIsTimed() {
    Recipe recipe = StrongConfig.DEFAULTS;
    int last = recipe.epochs();
    TimeLeft left = new TimeLeft(recipe);
    left.finished(1, 1);
    left.finished(last - 2, 100);
    assertThat(left.after(last - 2)).isCloseTo(200, within(1e-6));
  }
}
