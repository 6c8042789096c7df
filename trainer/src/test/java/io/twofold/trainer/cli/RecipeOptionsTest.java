package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.trainer.train.StrongConfig;
import io.twofold.trainer.train.TrainConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RecipeOptionsTest {

  @Test
  void withoutFlagsARecipeIsAsItIsDefined() {
    assertThat(parse().toConfig()).isEqualTo(StrongConfig.DEFAULTS);
    assertThat(parse("--recipe=seed").toConfig()).isEqualTo(TrainConfig.SEED_RECIPE);
  }

  private static RecipeOptions parse(String... arguments) {
    RecipeOptions options = new RecipeOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return options;
  }
}
