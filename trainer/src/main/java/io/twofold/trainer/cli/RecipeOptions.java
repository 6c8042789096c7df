package io.twofold.trainer.cli;

import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.StyleFlow;
import io.twofold.trainer.train.Recipe;
import io.twofold.trainer.train.StageShares;
import io.twofold.trainer.train.StrongConfig;
import io.twofold.trainer.train.TrainConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of the training recipes: every hyper-parameter, each recipe's own value as default.
 */
final class RecipeOptions {

  /** A recipe by name. */
  enum Name {
    STRONG,
    SEED
  }

  @Option(
      names = "--recipe",
      defaultValue = "strong",
      paramLabel = "NAME",
      description = {
        "strong: z keeps the style and is silent about the label; seed: the plain adversarial"
            + " game,",
        "which leaves most of the label in z. Default: ${DEFAULT-VALUE}."
      })
  Name recipe = Name.STRONG;

  @Option(
      names = "--net",
      defaultValue = "mlp",
      paramLabel = "NAME",
      description = {
        "What encoders and decoder are made of: mlp, perceptrons, or conv, convolutions,"
            + " which are slower. Default: ${DEFAULT-VALUE}."
      })
  NetKind net = NetKind.MLP;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images. Default: strong 100, seed 30.")
  @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in each draw. Default: strong 256, seed 128.")
  @Nullable Integer batch;

  @Option(
      names = "--dim-s",
      defaultValue = "16",
      paramLabel = "N",
      description = "Values in s, what an image is. Default: ${DEFAULT-VALUE}.")
  int dimS = 16;

  @Option(
      names = "--dim-z",
      defaultValue = "16",
      paramLabel = "N",
      description = "Values in z, how it looks. Default: ${DEFAULT-VALUE}.")
  int dimZ = 16;

  @Option(
      names = "--dim-h",
      defaultValue = "256",
      paramLabel = "N",
      description = "Units in each hidden layer. Default: ${DEFAULT-VALUE}.")
  int dimH = 256;

  @Option(
      names = "--weight-adv",
      defaultValue = "10",
      paramLabel = "N",
      description = "Weight of fooling the adversary. Default: ${DEFAULT-VALUE}.")
  float weightAdv = 10f;

  @Option(
      names = "--weight-swap",
      paramLabel = "N",
      description = "Weight of showing the content's label in a swap. Default: strong 3, seed 1.")
  @Nullable Float weightSwap;

  @Option(
      names = "--dropout-enc",
      paramLabel = "N",
      description = "Dropout of the encoders. Default: strong 0.1, and none for Enc_z; seed 0.2.")
  @Nullable Float dropoutEnc;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of weights, dropout and the order of images. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Mixin StrongOptions strong = new StrongOptions();
  @Mixin SeedOptions plain = new SeedOptions();

  /** The recipe that the options make. */
  Recipe toConfig() {
    return switch (recipe) {
      case STRONG ->
          new StrongConfig(
              or(epochs, StrongConfig.DEFAULTS.epochs()),
              or(batch, StrongConfig.DEFAULTS.batch()),
              dimS,
              dimZ,
              dimH,
              new StyleFlow.Size(strong.flowCouplings, strong.flowWidth),
              strong.weightRate,
              or(weightSwap, StrongConfig.DEFAULTS.weightSwap()),
              weightAdv,
              strong.weightWarp,
              strong.weightDensity,
              strong.weightStay,
              strong.adversaries,
              strong.lr,
              or(dropoutEnc, StrongConfig.DEFAULTS.dropoutEnc()),
              seed,
              net,
              StageShares.parse(strong.stageShares));
      case SEED ->
          new TrainConfig(
              or(epochs, TrainConfig.SEED_RECIPE.epochs()),
              or(batch, TrainConfig.SEED_RECIPE.batch()),
              dimS,
              dimZ,
              dimH,
              plain.adversarySteps,
              plain.weightRec,
              weightAdv,
              or(weightSwap, TrainConfig.SEED_RECIPE.weightSwap()),
              plain.lrSupervised,
              plain.lrAdversary,
              plain.lrAutoencoder,
              or(dropoutEnc, TrainConfig.SEED_RECIPE.dropoutEnc()),
              plain.dropoutDec,
              seed,
              net);
    };
  }

  private static <T> T or(@Nullable T given, T usual) {
    return given == null ? usual : given;
  }
}
