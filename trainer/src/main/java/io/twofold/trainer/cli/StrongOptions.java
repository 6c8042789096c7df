package io.twofold.trainer.cli;

import picocli.CommandLine.Option;

/** What the strong recipe alone has. */
final class StrongOptions {

  @Option(
      names = "--flow-couplings",
      defaultValue = "8",
      paramLabel = "N",
      description =
          "strong: couplings of the flow before z, an even number. Default: ${DEFAULT-VALUE}.")
  int flowCouplings = 8;

  @Option(
      names = "--flow-width",
      defaultValue = "240",
      paramLabel = "N",
      description = "strong: hidden units of each coupling. Default: ${DEFAULT-VALUE}.")
  int flowWidth = 240;

  @Option(
      names = "--weight-rate",
      defaultValue = "0.3",
      paramLabel = "N",
      description = "strong: weight of the rate of the features. Default: ${DEFAULT-VALUE}.")
  float weightRate = 0.3f;

  @Option(
      names = "--weight-warp",
      defaultValue = "2",
      paramLabel = "N",
      description =
          "strong: weight of a swap's following its style image's warp. Default: ${DEFAULT-VALUE}.")
  float weightWarp = 2f;

  @Option(
      names = "--weight-density",
      defaultValue = "20",
      paramLabel = "N",
      description =
          "strong: weight of one density of z for each content. Default: ${DEFAULT-VALUE}.")
  float weightDensity = 20f;

  @Option(
      names = "--weight-stay",
      defaultValue = "0.02",
      paramLabel = "N",
      description =
          "strong: weight of swaps' staying near while z settles. Default: ${DEFAULT-VALUE}.")
  float weightStay = 0.02f;

  @Option(
      names = "--adversaries",
      defaultValue = "2",
      paramLabel = "N",
      description = "strong: adversaries that read z at a time. Default: ${DEFAULT-VALUE}.")
  int adversaries = 2;

  @Option(
      names = "--lr",
      defaultValue = "0.002",
      paramLabel = "N",
      description = "strong: Adam's learning rate at a stage's start. Default: ${DEFAULT-VALUE}.")
  float lr = 0.002f;
}
