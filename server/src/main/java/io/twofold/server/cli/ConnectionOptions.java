package io.twofold.server.cli;

import io.twofold.server.rpc.ConnectionLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What connections may cost. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ConnectionOptions {

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "10000",
      description = {
        "The most connections to the gRPC port; one more is closed at once.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int connections;

  @Option(
      names = "--max-connection-calls",
      paramLabel = "N",
      defaultValue = "1024",
      description = "The most calls that one connection has open. Default: ${DEFAULT-VALUE}")
  private int calls;

  @Option(
      names = "--max-metadata-bytes",
      paramLabel = "N",
      defaultValue = "8192",
      description = "The most that the headers of a call weigh. Default: ${DEFAULT-VALUE}")
  private int metadataBytes;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = TimeSpan.class,
      description = "How long a new connection may take to get ready. Default: ${DEFAULT-VALUE}")
  private Duration handshake;

  @Option(
      names = "--max-connection-idle",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = TimeSpan.class,
      description = "How long a connection without calls is kept. Default: ${DEFAULT-VALUE}")
  private Duration idle;

  @Option(
      names = "--max-connection-age",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description = {
        "After this time a client is asked to connect anew, so that it meets new",
        "servers and new certificates. Default: ${DEFAULT-VALUE}"
      })
  private Duration age;

  @Option(
      names = "--max-connection-age-grace",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = TimeSpan.class,
      description = "How long calls on an aged connection may go on. Default: ${DEFAULT-VALUE}")
  private Duration ageGrace;

  @Option(
      names = "--min-ping-interval",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = TimeSpan.class,
      description = {
        "A client that sends keepalive pings more often than this is disconnected.",
        "Default: ${DEFAULT-VALUE}"
      })
  private Duration pingInterval;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException where one of them is out of its range
   */
  ConnectionLimits limits() {
    return new ConnectionLimits(
        connections, calls, metadataBytes, handshake, idle, age, ageGrace, pingInterval);
  }
}
