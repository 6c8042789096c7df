package io.twofold.client.cli;

import picocli.CommandLine.Option;

/** Guards a change against one that was made meanwhile. */
final class GenerationOption {

  @Option(
      names = "--generation",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Refuse the change where the rollout is not at this generation, as `./twofold rollout"
              + " status` shows it (default: whatever it is at).")
  private long generation;

  long value() {
    return generation;
  }
}
