package io.twofold.server;

import io.twofold.server.admission.AdmissionLimits;
import io.twofold.server.rpc.ConnectionLimits;
import io.twofold.server.security.Access;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server shall run. Each {@code with} method gives these settings with one of them changed.
 *
 * @param repository the folder of models
 * @param endpoints where it listens
 * @param requests how large a request may be
 * @param workers threads that run the codec
 * @param poll how long after one look at the repository for newer versions the next one comes, at
 *     most a day; zero for never
 * @param shutdown how it stops
 * @param access who may call it, and over what
 * @param connections what one connection may cost
 * @param admission when it refuses calls because of those that it has
 * @param telemetry what it tells beyond its own meters
 */
public record ServerConfig(
    Path repository,
    Endpoints endpoints,
    RequestLimits requests,
    int workers,
    Duration poll,
    Shutdown shutdown,
    Access access,
    ConnectionLimits connections,
    AdmissionLimits admission,
    Telemetry telemetry) {

  private static final Duration DAY = Duration.ofDays(1);

  public ServerConfig {
    require(workers >= 1, "workers must be at least 1, not " + workers);
    require(!poll.isNegative(), "poll must not be negative, not " + poll);
    require(poll.compareTo(DAY) <= 0, "poll must be at most a day, not " + poll);
  }

  /** The defaults, with a worker for each processor. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        Path.of("models"),
        Endpoints.defaults(),
        RequestLimits.defaults(),
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(5),
        new Shutdown(Duration.ZERO, Duration.ofSeconds(5)),
        Access.open(),
        ConnectionLimits.defaults(),
        AdmissionLimits.defaults(),
        Telemetry.none());
  }

  /** These settings for another repository, on free ports. */
  public ServerConfig onFreePorts(Path otherRepository) {
    return withRepository(otherRepository).withEndpoints(new Endpoints(endpoints.host(), 0, 0));
  }

  public ServerConfig withRepository(Path repository) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withEndpoints(Endpoints endpoints) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withRequests(RequestLimits requests) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withWorkers(int workers) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withPoll(Duration poll) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withShutdown(Shutdown shutdown) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withDrain(Duration drain) {
    return withShutdown(new Shutdown(shutdown.delay(), drain));
  }

  public ServerConfig withAccess(Access access) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withConnections(ConnectionLimits connections) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withAdmission(AdmissionLimits admission) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  public ServerConfig withTelemetry(Telemetry telemetry) {
    return new ServerConfig(
        repository,
        endpoints,
        requests,
        workers,
        poll,
        shutdown,
        access,
        connections,
        admission,
        telemetry);
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
