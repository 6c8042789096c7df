package io.twofold.client.cli;

import io.twofold.client.Rollout;
import io.twofold.client.RolloutClient;
import io.twofold.client.TwofoldClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that changes a rollout, and says what came of it. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class RolloutChange implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private GenerationOption generation;

  @Mixin private AdminOptions server;

  /** Makes the change. */
  abstract Rollout change(RolloutClient rollouts, long generation);

  @Override
  public final Integer call() {
    Rollout rollout = change();
    List<Rollout.Event> history = rollout.history();
    Report.say(
        spec,
        () -> RolloutJson.status(rollout),
        () ->
            List.of(
                history.isEmpty()
                    ? RolloutText.status(rollout).get(0)
                    : history.get(history.size() - 1).what()));
    return ExitCode.OK;
  }

  private Rollout change() {
    try (TwofoldClient client = server.connect()) {
      return change(client.rollouts(), generation.value());
    }
  }
}
