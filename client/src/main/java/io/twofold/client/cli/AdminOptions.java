package io.twofold.client.cli;

import io.twofold.client.ClientBuilder;
import io.twofold.client.TwofoldClient;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which server and model an administrator means. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class AdminOptions {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:TWOFOLD_SERVER:-127.0.0.1:7411}",
      description =
          "The server, any of those on the model's folder (default: the environment variable"
              + " TWOFOLD_SERVER, else 127.0.0.1:7411).")
  private String server;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The model (default: the only one that is served).")
  private String model;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TimeSpan.class,
      description =
          "How long one call may take, as 500ms, 5s or 2m (default: ${DEFAULT-VALUE});"
              + " watching has no end.")
  private Duration deadline;

  @Mixin private SecurityOptions security;

  /** A client of the model that the options name. */
  TwofoldClient connect() {
    try {
      ClientBuilder builder = TwofoldClient.builder(server).deadline(deadline).model(model);
      security.applyTo(builder, System::getenv);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
