package io.twofold.client.cli;

import io.twofold.client.ClientBuilder;
import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldClient;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which server, model and version a command talks to. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ServerOptions {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:TWOFOLD_SERVER:-127.0.0.1:7411}",
      description =
          "The server (default: the environment variable TWOFOLD_SERVER, else 127.0.0.1:7411).")
  private String server;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The model (default: the only one that is served).")
  private String model;

  @Option(
      names = "--model-version",
      paramLabel = "N",
      defaultValue = "0",
      description = "The model's version (default: the server's choice).")
  private long version;

  @Option(
      names = "--routing-key",
      paramLabel = "KEY",
      defaultValue = "",
      description =
          "Whose call it is: while a version is being rolled out, equal keys get the same version"
              + " (default: chosen for each call by itself).")
  private String routingKey;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = TimeSpan.class,
      description = "How long one call may take, as 500ms, 5s or 2m (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Mixin private SecurityOptions security;

  /** True where the options name this version, or leave open which. */
  boolean selects(ModelInfo info) {
    return (model.isEmpty() || model.equals(info.model()))
        && (version == 0 || version == info.version());
  }

  /** What tells runs of one choice of model and version from those of another. */
  String fingerprint() {
    return new Fingerprint().add(model).add(Long.toString(version)).add(routingKey).hex();
  }

  /** True where the options name neither a model nor a version. */
  boolean leavesOpen() {
    return model.isEmpty() && version == 0;
  }

  /** The model that the options name; empty for none. */
  String model() {
    return model;
  }

  /** A client of the model and version that the options name. */
  TwofoldClient connect() {
    try {
      ClientBuilder builder =
          TwofoldClient.builder(server)
              .deadline(deadline)
              .model(model)
              .version(version)
              .routingKey(routingKey);
      security.applyTo(builder, System::getenv);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
