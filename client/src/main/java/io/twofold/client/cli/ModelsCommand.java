package io.twofold.client.cli;

import io.twofold.client.ModelVersion;
import io.twofold.client.TwofoldClient;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./twofold models}. */
@Command(
    name = "models",
    sortOptions = false,
    description = "Lists the versions in the server's repository, with what each is worth.",
    footerHeading = "%nExample:%n",
    footer = {"  ./twofold models --server 127.0.0.1:7411", "", ExitCodes.HELP})
final class ModelsCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    try (TwofoldClient client = server.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      client.models().forEach(version -> print(version, out));
    }
    return ExitCodes.OK;
  }

  private static void print(ModelVersion version, PrintWriter out) {
    out.println(
        "%s version %d: %s"
            .formatted(
                version.model(),
                version.version(),
                version.reason().isEmpty()
                    ? version.state()
                    : version.state() + ": " + version.reason()));
    if (version.dimS() > 0) {
      out.println(
          "  images %dx%dx%d, s %d, z %d, latent space %s"
              .formatted(
                  version.channels(),
                  version.height(),
                  version.width(),
                  version.dimS(),
                  version.dimZ(),
                  version.latentSpace()));
      out.println("  labels " + String.join(" ", version.labels()));
    }
    Map<String, Double> scorecard = new TreeMap<>(version.scorecard());
    if (!scorecard.isEmpty()) {
      out.println(
          "  "
              + scorecard.entrySet().stream()
                  .map(entry -> "%s %.4f".formatted(entry.getKey(), entry.getValue()))
                  .collect(Collectors.joining(", ")));
    }
  }
}
