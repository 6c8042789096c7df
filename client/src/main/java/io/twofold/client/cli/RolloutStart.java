package io.twofold.client.cli;

import io.twofold.client.Rollout;
import io.twofold.client.TwofoldClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts to roll a version out. */
@Command(
    name = "start",
    description = {
      "Starts to roll a version out: first it gets copies of calls, then a rising share of them.",
      "It is taken back by itself as soon as a guard is breached."
    },
    footer = {
      "  Version 3, followed to its end:",
      "    ./twofold rollout start 3 --watch",
      "  In two steps of ten minutes, with every tenth call looked at:",
      "    ./twofold rollout start 3 --steps 10,100 --least-time 10m --sample 10",
      "  One more try for a version that was taken back:",
      "    ./twofold rollout start 3 --retry-refused"
    },
    exitCodeList = {
      "0:started; with --watch: the version is the stable one now",
      "1:failed otherwise",
      "2:the command line is wrong",
      "3:the server refused",
      "4:the server could not be reached or timed out",
      "5:with --watch: the version was taken back"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class RolloutStart implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "VERSION", description = "The version to roll out.")
  private long version;

  @Mixin private SettingsOptions settings;

  @Option(
      names = "--retry-refused",
      description = "Let a version that was taken back before try again.")
  private boolean retryRefused;

  @Option(names = "--watch", description = "Follow it until it ends, as `rollout watch` does.")
  private boolean watch;

  @Mixin private GenerationOption generation;

  @Mixin private AdminOptions server;

  @Override
  public Integer call() {
    try (TwofoldClient client = server.connect()) {
      Rollout rollout =
          client.rollouts().start(version, settings.settings(), retryRefused, generation.value());
      if (watch) {
        return new RolloutWatch(spec, version).follow(client);
      }
      Report.say(spec, () -> RolloutJson.status(rollout), () -> List.of(RolloutText.line(rollout)));
      return ExitCode.OK;
    }
  }
}
