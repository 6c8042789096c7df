package io.twofold.trainer.cli;

import static io.twofold.trainer.train.StrongConfig.DEFAULTS;

import picocli.CommandLine.Option;

/** What the strong recipe alone has. */
final class StrongOptions {

  @Option(
      names = "--flow-couplings",
      paramLabel = "N",
      description =
          "strong: couplings of the flow before z, an even number. Default: ${DEFAULT-VALUE}.")
  int flowCouplings = DEFAULTS.flow().couplings();

  @Option(
      names = "--flow-width",
      paramLabel = "N",
      description = "strong: hidden units of each coupling. Default: ${DEFAULT-VALUE}.")
  int flowWidth = DEFAULTS.flow().width();

  @Option(
      names = "--weight-rate",
      paramLabel = "N",
      description = "strong: weight of the rate of the features. Default: ${DEFAULT-VALUE}.")
  float weightRate = DEFAULTS.weightRate();

  @Option(
      names = "--weight-warp",
      paramLabel = "N",
      description =
          "strong: weight of a swap's following its style image's warp. Default: ${DEFAULT-VALUE}.")
  float weightWarp = DEFAULTS.weightWarp();

  @Option(
      names = "--weight-density",
      paramLabel = "N",
      description =
          "strong: weight of one density of z for each content. Default: ${DEFAULT-VALUE}.")
  float weightDensity = DEFAULTS.weightDensity();

  @Option(
      names = "--weight-stay",
      paramLabel = "N",
      description =
          "strong: weight of swaps' staying near while z settles. Default: ${DEFAULT-VALUE}.")
  float weightStay = DEFAULTS.weightStay();

  @Option(
      names = "--adversaries",
      paramLabel = "N",
      description = "strong: adversaries that read z at a time. Default: ${DEFAULT-VALUE}.")
  int adversaries = DEFAULTS.adversaries();

  @Option(
      names = "--lr",
      paramLabel = "N",
      description = "strong: Adam's learning rate at a stage's start. Default: ${DEFAULT-VALUE}.")
  float lr = DEFAULTS.lr();

  @Option(
      names = "--stage-shares",
      paramLabel = "C,F,D,S,S",
      description = {
        "strong: hundredths of the epochs for its stages content, features, density, style and",
        "settle. Default: ${DEFAULT-VALUE}."
      })
  String stageShares = DEFAULTS.stageShares().toString();
}
