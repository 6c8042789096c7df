package io.twofold.trainer.cli;

import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.train.TrainConfig;
import picocli.CommandLine.Option;

/**
 * The options of the training recipe: every hyper-parameter, with the recipe's value as default.
 */
final class RecipeOptions {

  /** A recipe by name. */
  enum Recipe {
    SEED
  }

  @Option(
      names = "--recipe",
      defaultValue = "seed",
      paramLabel = "NAME",
      description = "Recipe to train by: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Recipe recipe = Recipe.SEED;

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
      defaultValue = "30",
      paramLabel = "N",
      description = "Passes over the training images. Default: ${DEFAULT-VALUE}.")
  int epochs = 30;

  @Option(
      names = "--batch",
      defaultValue = "128",
      paramLabel = "N",
      description = "Images in each draw. Default: ${DEFAULT-VALUE}.")
  int batch = 128;

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
      names = "--adversary-steps",
      defaultValue = "3",
      paramLabel = "N",
      description = "Steps of the adversary in each iteration. Default: ${DEFAULT-VALUE}.")
  int adversarySteps = 3;

  @Option(
      names = "--weight-rec",
      defaultValue = "10",
      paramLabel = "N",
      description = "Weight of the reconstruction. Default: ${DEFAULT-VALUE}.")
  float weightRec = 10f;

  @Option(
      names = "--weight-adv",
      defaultValue = "10",
      paramLabel = "N",
      description = "Weight of fooling the adversary. Default: ${DEFAULT-VALUE}.")
  float weightAdv = 10f;

  @Option(
      names = "--weight-swap",
      defaultValue = "1",
      paramLabel = "N",
      description = "Weight of showing another image's label in a swap. Default: ${DEFAULT-VALUE}.")
  float weightSwap = 1f;

  @Option(
      names = "--lr-supervised",
      defaultValue = "0.001",
      paramLabel = "N",
      description = "Adam's learning rate of Enc_s, Clf_s and Clf_x. Default: ${DEFAULT-VALUE}.")
  float lrSupervised = 0.001f;

  @Option(
      names = "--lr-adversary",
      defaultValue = "0.001",
      paramLabel = "N",
      description = "SGD's learning rate of Clf_z. Default: ${DEFAULT-VALUE}.")
  float lrAdversary = 0.001f;

  @Option(
      names = "--lr-autoencoder",
      defaultValue = "0.001",
      paramLabel = "N",
      description = "Adam's learning rate of Enc_z and Dec. Default: ${DEFAULT-VALUE}.")
  float lrAutoencoder = 0.001f;

  @Option(
      names = "--dropout-enc",
      defaultValue = "0.2",
      paramLabel = "N",
      description = "Dropout of the encoders. Default: ${DEFAULT-VALUE}.")
  float dropoutEnc = 0.2f;

  @Option(
      names = "--dropout-dec",
      defaultValue = "0.3",
      paramLabel = "N",
      description = "Dropout of the decoder. Default: ${DEFAULT-VALUE}.")
  float dropoutDec = 0.3f;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of weights, dropout and the order of images. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  /** The configuration that the options make. */
  TrainConfig toConfig() {
    return switch (recipe) {
      case SEED ->
          new TrainConfig(
              epochs,
              batch,
              dimS,
              dimZ,
              dimH,
              adversarySteps,
              weightRec,
              weightAdv,
              weightSwap,
              lrSupervised,
              lrAdversary,
              lrAutoencoder,
              dropoutEnc,
              dropoutDec,
              seed,
              net);
    };
  }
}
