package io.twofold.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server shall run.
 *
 * @param repository the folder of models
 * @param host the address to listen at
 * @param port the gRPC port; 0 takes a free one
 * @param httpPort the HTTP port; 0 takes a free one
 * @param maxImages the most images in a call
 * @param maxMessageBytes the largest request, in bytes
 * @param workers threads that run the codec
 * @param drain how long calls in flight are waited for when the server stops, at most a day
 */
public record ServerConfig(
    Path repository,
    String host,
    int port,
    int httpPort,
    int maxImages,
    int maxMessageBytes,
    int workers,
    Duration drain) {

  private static final int MAX_PORT = 65_535;
  private static final Duration MAX_DRAIN = Duration.ofDays(1);

  public ServerConfig {
    require(!host.isBlank(), "host must not be empty");
    require(port >= 0 && port <= MAX_PORT, "port must be from 0 to 65535, not " + port);
    require(
        httpPort >= 0 && httpPort <= MAX_PORT, "httpPort must be from 0 to 65535, not " + httpPort);
    require(port == 0 || port != httpPort, "port and httpPort must differ, both are " + port);
    require(maxImages >= 1, "maxImages must be at least 1, not " + maxImages);
    require(maxMessageBytes >= 1, "maxMessageBytes must be at least 1, not " + maxMessageBytes);
    require(workers >= 1, "workers must be at least 1, not " + workers);
    require(!drain.isNegative(), "drain must not be negative, not " + drain);
    require(drain.compareTo(MAX_DRAIN) <= 0, "drain must be at most a day, not " + drain);
  }

  /** The defaults, with a worker for each processor. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        Path.of("models"),
        "127.0.0.1",
        7411,
        7412,
        1024,
        16 << 20,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(5));
  }

  /** These settings for another repository, on free ports. */
  public ServerConfig onFreePorts(Path otherRepository) {
    return new ServerConfig(
        otherRepository, host, 0, 0, maxImages, maxMessageBytes, workers, drain);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
