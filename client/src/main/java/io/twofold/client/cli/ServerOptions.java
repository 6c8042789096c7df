package io.twofold.client.cli;

import io.twofold.client.ClientBuilder;
import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which server, model and version a command talks to. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ServerOptions {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Duration DEADLINE_OF_MANY = Duration.ofMinutes(1);

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
      converter = TimeSpan.class,
      description =
          "How long one call may take, as 500ms, 5s or 2m (default: 5s; 1m where a run sends many"
              + " images, dozens in a call).")
  private @Nullable Duration deadline;

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

  /** A client of the model and version that the options name, for calls with little in them. */
  TwofoldClient connect() {
    return connect(1);
  }

  /**
   * A client of the model and version that the options name.
   *
   * @param images how many a run sends
   */
  TwofoldClient connect(int images) {
    Duration usual = images > 1 ? DEADLINE_OF_MANY : DEADLINE;
    try {
      ClientBuilder builder =
          TwofoldClient.builder(server)
              .deadline(deadline == null ? usual : deadline)
              .model(model)
              .version(version)
              .routingKey(routingKey);
      security.applyTo(builder, System::getenv);
      if (OutputStyle.of(spec) == OutputStyle.TEXT && BulkOptions.terminalColumns() > 0) {
        builder.onRetry(new RetryNotice(spec.commandLine().getErr(), server));
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
