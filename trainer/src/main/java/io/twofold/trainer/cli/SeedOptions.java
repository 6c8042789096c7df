package io.twofold.trainer.cli;

import picocli.CommandLine.Option;

/** What the seed recipe alone has. */
final class SeedOptions {

  @Option(
      names = "--adversary-steps",
      defaultValue = "3",
      paramLabel = "N",
      description = "seed: steps of the adversary in each iteration. Default: ${DEFAULT-VALUE}.")
  int adversarySteps = 3;

  @Option(
      names = "--weight-rec",
      defaultValue = "10",
      paramLabel = "N",
      description = "seed: weight of the reconstruction. Default: ${DEFAULT-VALUE}.")
  float weightRec = 10f;

  @Option(
      names = "--lr-supervised",
      defaultValue = "0.001",
      paramLabel = "N",
      description =
          "seed: Adam's learning rate of Enc_s, Clf_s and Clf_x. Default: ${DEFAULT-VALUE}.")
  float lrSupervised = 0.001f;

  @Option(
      names = "--lr-adversary",
      defaultValue = "0.001",
      paramLabel = "N",
      description = "seed: SGD's learning rate of Clf_z. Default: ${DEFAULT-VALUE}.")
  float lrAdversary = 0.001f;

  @Option(
      names = "--lr-autoencoder",
      defaultValue = "0.001",
      paramLabel = "N",
      description = "seed: Adam's learning rate of Enc_z and Dec. Default: ${DEFAULT-VALUE}.")
  float lrAutoencoder = 0.001f;

  @Option(
      names = "--dropout-dec",
      defaultValue = "0.3",
      paramLabel = "N",
      description = "seed: dropout of the decoder. Default: ${DEFAULT-VALUE}.")
  float dropoutDec = 0.3f;
}
