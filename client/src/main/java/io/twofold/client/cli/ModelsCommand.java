package io.twofold.client.cli;

import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what the server serves, and what it refused. */
@Command(
    name = "models",
    description = {
      "Lists every version that the server knows, and what each is worth: SWAPS is the share of"
          + " swaps that show the content's label (swap_accuracy), LEAK how often a stranger reads"
          + " the label from the style (z_leak).",
      "Below a version that failed stands why. The whole scorecard is in --output json."
    },
    footer = {
      "  Of the server on this machine:",
      "    ./twofold models",
      "  Of one elsewhere, that may take its time:",
      "    ./twofold models --server host:7411 --deadline 30s",
      "  The versions of one model:",
      "    ./twofold models --model mnist"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ModelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() {
    List<ModelInfo> models = list();
    Report.say(
        spec,
        () -> ModelsTable.json(models),
        () ->
            models.isEmpty()
                ? List.of("the server has no matching models")
                : ModelsTable.lines(models));
    return ExitCode.OK;
  }

  private List<ModelInfo> list() {
    try (TwofoldClient client = server.connect()) {
      return client.models().stream().filter(server::selects).toList();
    }
  }
}
