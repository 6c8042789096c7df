package io.twofold.client.cli;

import io.twofold.client.Rollout;
import io.twofold.client.TwofoldClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Follows one version's rollout to its end. */
final class RolloutWatch {

  private final CommandSpec spec;
  private final long candidate;
  private String told = "";
  private int exitCode = ExitCode.OTHER;

  /**
   * @param candidate the version
   */
  RolloutWatch(CommandSpec spec, long candidate) {
    this.spec = spec;
    this.candidate = candidate;
  }

  /** Prints a line at every change; returns the exit code for how it ended. */
  int follow(TwofoldClient client) {
    client.rollouts().watch(this::hear);
    return exitCode;
  }

  private boolean hear(Rollout rollout) {
    if (rollout.candidate() == candidate) {
      String line = RolloutText.line(rollout);
      if (!line.equals(told)) {
        told = line;
        Report.say(spec, () -> RolloutJson.status(rollout), () -> List.of(line));
      }
      return true;
    }
    Optional<String> refusal = rollout.refusal(candidate);
    if (rollout.stable() == candidate) {
      end("promoted", "is the stable version", "");
      exitCode = ExitCode.OK;
    } else if (refusal.isPresent()) {
      end("taken_back", "was taken back: " + refusal.get(), refusal.get());
      exitCode = ExitCode.TAKEN_BACK;
    } else {
      end("ended", "is not being rolled out", "");
      exitCode = ExitCode.REFUSED;
    }
    return false;
  }

  private void end(String outcome, String words, String reason) {
    Report.say(
        spec,
        () -> RolloutJson.outcome(candidate, outcome, reason),
        () -> List.of("version %d %s".formatted(candidate, words)));
  }
}
