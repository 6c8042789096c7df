package io.twofold.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server shall run. Each {@code with} method gives these settings with one of them changed.
 *
 * @param repository the folder of models
 * @param endpoints where it listens
 * @param requests how large a request may be
 * @param workers threads that run the codec
 * @param drain how long calls in flight are waited for when the server stops, at most a day
 */
public record ServerConfig(
    Path repository, Endpoints endpoints, RequestLimits requests, int workers, Duration drain) {

  private static final Duration MAX_DRAIN = Duration.ofDays(1);

  public ServerConfig {
    require(workers >= 1, "workers must be at least 1, not " + workers);
    require(!drain.isNegative(), "drain must not be negative, not " + drain);
    require(drain.compareTo(MAX_DRAIN) <= 0, "drain must be at most a day, not " + drain);
  }

  /** The defaults, with a worker for each processor. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        Path.of("models"),
        Endpoints.defaults(),
        RequestLimits.defaults(),
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(5));
  }

  /** These settings for another repository, on free ports. */
  public ServerConfig onFreePorts(Path otherRepository) {
    return withRepository(otherRepository).withEndpoints(new Endpoints(endpoints.host(), 0, 0));
  }

  public ServerConfig withRepository(Path repository) {
    return new ServerConfig(repository, endpoints, requests, workers, drain);
  }

  public ServerConfig withEndpoints(Endpoints endpoints) {
    return new ServerConfig(repository, endpoints, requests, workers, drain);
  }

  public ServerConfig withRequests(RequestLimits requests) {
    return new ServerConfig(repository, endpoints, requests, workers, drain);
  }

  public ServerConfig withWorkers(int workers) {
    return new ServerConfig(repository, endpoints, requests, workers, drain);
  }

  public ServerConfig withDrain(Duration drain) {
    return new ServerConfig(repository, endpoints, requests, workers, drain);
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
