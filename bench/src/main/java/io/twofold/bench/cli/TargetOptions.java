package io.twofold.bench.cli;

import io.twofold.bench.load.Channels;
import io.twofold.bench.load.ServedModel;
import io.twofold.client.ClientBuilder;
import io.twofold.client.TwofoldClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server is put under load. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TargetOptions {

  private static final String DEFAULT = "127.0.0.1:7411";

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = {
        "The server. Default: the environment variable TWOFOLD_SERVER, else 127.0.0.1:7411;",
        "with --overload, one that is started for it."
      })
  @Nullable String server;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The model. Default: the only one that is served.")
  String model;

  @Option(
      names = "--model-version",
      paramLabel = "N",
      defaultValue = "0",
      description = "The model's version. Default: the server's choice.")
  long version;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TimeSpan.class,
      description = "How long a call may take, as 500ms, 5s or 2m; 0s for ever. Default: 10s")
  Duration deadline;

  @Mixin private SecurityOptions security;

  /** The server's {@code host:port}. */
  String target() {
    String environment = System.getenv("TWOFOLD_SERVER");
    return server != null
        ? server
        : environment == null || environment.isEmpty() ? DEFAULT : environment;
  }

  Optional<Duration> deadline() {
    return deadline.isZero() ? Optional.empty() : Optional.of(deadline);
  }

  /** Whether options say how a protected server is reached. */
  boolean areProtected() {
    return security.areGiven();
  }

  /**
   * Connections to a server, as the options say.
   *
   * @throws IllegalArgumentException where the target is no address, or a file cannot be used
   */
  Channels channels(String target, int count) {
    return Channels.of(client(target)::channel, count);
  }

  /**
   * The model that the options choose.
   *
   * @throws IllegalArgumentException where the target is no address, or a file cannot be used
   * @throws java.util.NoSuchElementException where the server has no such model
   */
  ServedModel choose(String target) {
    try (TwofoldClient client = client(target).build()) {
      return ServedModel.choose(client.models(), model, version);
    }
  }

  private ClientBuilder client(String target) {
    ClientBuilder builder = TwofoldClient.builder(target);
    security.applyTo(builder, System::getenv);
    deadline().ifPresent(builder::deadline);
    return builder;
  }
}
