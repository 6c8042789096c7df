package io.twofold.client.cli;

import io.twofold.client.Rollout;
import io.twofold.client.RolloutClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change a rollout. */
final class RolloutChanges {

  private RolloutChanges() {}

  /** Ends the rollout at once, well. */
  @Command(
      name = "promote",
      description = "Lets the version take every call now, whatever its guards say.",
      footer = {
        "  Unless someone has changed it since:",
        "    ./twofold rollout promote --generation 7"
      })
  static final class Promote extends RolloutChange {
    @Override
    Rollout change(RolloutClient rollouts, long generation) {
      return rollouts.promote(generation);
    }
  }

  /** Holds the rollout. */
  @Command(
      name = "pause",
      description = "Holds the rollout at its step. Its guards still take it back.",
      footer = {"  For as long as it takes:", "    ./twofold rollout pause"})
  static final class Pause extends RolloutChange {
    @Override
    Rollout change(RolloutClient rollouts, long generation) {
      return rollouts.pause(generation);
    }
  }

  /** Lets the rollout go on. */
  @Command(
      name = "resume",
      description = "Lets a rollout that is paused go on.",
      footer = {"  From where it was:", "    ./twofold rollout resume"})
  static final class Resume extends RolloutChange {
    @Override
    Rollout change(RolloutClient rollouts, long generation) {
      return rollouts.resume(generation);
    }
  }

  /** Ends the rollout at once, or goes back to the version before. */
  @Command(
      name = "rollback",
      description = {
        "Takes the version that is being rolled out back now; where none is, the stable version",
        "gives way to the one before it. The version is not tried again by itself."
      },
      footer = {
        "  With a word for whoever reads the history:",
        "    ./twofold rollout rollback --reason \"sevens look like ones\""
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
  static final class Rollback extends RolloutChange {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Why, for the history.")
    private String reason;

    @Override
    Rollout change(RolloutClient rollouts, long generation) {
      return rollouts.rollBack(reason, generation);
    }
  }

  /** Serves one version. */
  @Command(
      name = "pin",
      description = {
        "Serves one version until told otherwise; a newer one in the folder changes nothing.",
        "0 goes back to serving the newest."
      },
      footer = {
        "  Before newer versions are copied into the folder, to be rolled out one by one:",
        "    ./twofold rollout pin 2",
        "  Back to the newest:",
        "    ./twofold rollout pin 0"
      })
  static final class Pin extends RolloutChange {
    @Parameters(paramLabel = "VERSION", description = "The version; 0 for the newest.")
    private long version;

    @Override
    Rollout change(RolloutClient rollouts, long generation) {
      return rollouts.pin(version, generation);
    }
  }
}
