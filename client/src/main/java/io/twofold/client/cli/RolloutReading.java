package io.twofold.client.cli;

import io.twofold.client.Rollout;
import io.twofold.client.TwofoldClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that look at a rollout. */
final class RolloutReading {

  private RolloutReading() {}

  /** Prints where it stands. */
  @Command(
      name = "status",
      description = {
        "Shows where a model's rollout stands, as the server that answers sees it: its share of",
        "calls, what it waits for, and each guard's reading of both versions beside its limit."
      },
      footer = {
        "  Of the only model on this machine:",
        "    ./twofold rollout status",
        "  As another server sees it:",
        "    ./twofold rollout status --server host:7411 --model mnist"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
  static final class Status implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private AdminOptions server;

    @Override
    public Integer call() {
      try (TwofoldClient client = server.connect()) {
        Rollout rollout = client.rollouts().status();
        Report.say(spec, () -> RolloutJson.status(rollout), () -> RolloutText.status(rollout));
      }
      return ExitCode.OK;
    }
  }

  /** Follows it. */
  @Command(
      name = "watch",
      description = "Follows the rollout that is under way until it ends, a line at every change.",
      footer = {
        "  In a script: go on only when the version was promoted.",
        "    ./twofold rollout watch && echo promoted"
      },
      exitCodeList = {
        "0:the version is the stable one now",
        "1:failed otherwise",
        "2:the command line is wrong",
        "3:the server refused, or no rollout is under way",
        "4:the server could not be reached, or left",
        "5:the version was taken back"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
  static final class Watch implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private AdminOptions server;

    @Override
    public Integer call() {
      try (TwofoldClient client = server.connect()) {
        Rollout rollout = client.rollouts().status();
        if (rollout.candidate() == 0) {
          return Failures.print(
              spec.commandLine(),
              OutputStyle.of(spec),
              new Failures.Failure(
                  ExitCode.REFUSED,
                  "NO_ROLLOUT",
                  "no version is being rolled out" + last(rollout),
                  ""));
        }
        return new RolloutWatch(spec, rollout.candidate()).follow(client);
      }
    }

    private static String last(Rollout rollout) {
      return rollout.history().isEmpty()
          ? ""
          : "; the last change: " + rollout.history().get(rollout.history().size() - 1).what();
    }
  }

  /** Prints what happened. */
  @Command(
      name = "history",
      description =
          "Lists what happened to a model's versions, oldest first: the last hundred changes.",
      footer = {"  Of the only model on this machine:", "    ./twofold rollout history"})
  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
  static final class History implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private AdminOptions server;

    @Override
    public Integer call() {
      try (TwofoldClient client = server.connect()) {
        Rollout rollout = client.rollouts().status();
        Report.say(spec, () -> RolloutJson.history(rollout), () -> RolloutText.history(rollout));
      }
      return ExitCode.OK;
    }
  }
}
