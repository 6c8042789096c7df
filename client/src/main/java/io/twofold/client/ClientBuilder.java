package io.twofold.client;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.twofold.v1.ModelSelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TwofoldClient} is made with; each setting has a default. Made by {@link
 * TwofoldClient#builder}.
 */
public final class ClientBuilder {

  private static final Duration LEAST_KEEP_ALIVE = Duration.ofSeconds(10);

  private final String target;
  private final Connection connection = new Connection();
  Duration deadline = Duration.ofSeconds(5);
  ModelSelector selector = ModelSelector.getDefaultInstance();
  private RetryPolicy retries = RetryPolicy.defaults();
  private Patience patience = Patience.ENDLESS;

  /** A ping more often than every 20 seconds costs the connection to a server with defaults. */
  private Duration keepAlive = Duration.ofSeconds(30);

  private Duration keepAliveTimeout = Duration.ofSeconds(5);
  private boolean onlyHealthy;
  private Supplier<@Nullable String> traceParent = TraceContext.current();
  private @Nullable ClientMetrics metrics;
  private RetryListener retryListener = (code, attempts, delay) -> {};
  private int maxMessageBytes = 64 << 20;

  ClientBuilder(String target) {
    Targets.resolvable(target);
    this.target = target;
  }

  /** The time for each call, from its start to its answer; 5 seconds by default, at most a day. */
  public ClientBuilder deadline(Duration deadline) {
    this.deadline = Calls.checked(deadline);
    return this;
  }

  /** The model that shall answer; empty, the default, where the server serves one only. */
  public ClientBuilder model(String model) {
    selector = selector.toBuilder().setModel(model).build();
    return this;
  }

  /** The version that shall answer; 0, the default, leaves the choice to the server. */
  public ClientBuilder version(long version) {
    selector = Requests.withVersion(selector, version);
    return this;
  }

  /**
   * The id of whoever the calls are made for, such as a user's or a session's. While a version is
   * being rolled out, calls with equal keys are answered by the same one, on every server; calls
   * without a key, the default, are each chosen for by themselves.
   */
  public ClientBuilder routingKey(String routingKey) {
    selector = selector.toBuilder().setRoutingKey(routingKey).build();
    return this;
  }

  /** When a call that found no server is made again; {@link RetryPolicy#defaults} by default. */
  public ClientBuilder retries(RetryPolicy retries) {
    this.retries = retries;
    return this;
  }

  /**
   * Makes a second attempt beside one that has no answer after {@code delay}, and further ones
   * after the same wait, as far as the {@link RetryPolicy} has attempts and budget; the first
   * answer counts, and the others are cancelled. Off by default. Against several servers it cuts
   * the slowest calls short, at the price of some calls made twice: choose a delay near the p95 of
   * the calls' times. Streams are not hedged.
   */
  public ClientBuilder hedging(Duration delay) {
    patience = patience.withHedgeDelay(delay);
    return this;
  }

  /**
   * Gives an attempt up that has no answer after {@code timeout}, and makes another within the
   * call's deadline; where nothing at all has come from the server for so long, over a new
   * connection. Off by default: then an attempt may take the whole deadline. It finds connections
   * that drop everything without a word long before the keepalive does; choose it longer than the
   * slowest honest call.
   */
  public ClientBuilder attemptTimeout(Duration timeout) {
    patience = patience.withAttemptTimeout(timeout);
    return this;
  }

  /**
   * Pings a server that has calls to answer and says nothing for {@code time}, and gives the
   * connection up where no sign comes within {@code timeout}; 30 seconds and 5 by default. A server
   * ends connections that ping more often than it allows: every 20 seconds by default.
   *
   * @param time at least 10 seconds
   */
  public ClientBuilder keepAlive(Duration time, Duration timeout) {
    if (time.compareTo(LEAST_KEEP_ALIVE) < 0) {
      throw new IllegalArgumentException(
          "the time between pings must be at least 10 seconds, not " + time);
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the timeout of a ping must be positive, not " + timeout);
    }
    keepAlive = time;
    keepAliveTimeout = timeout;
    return this;
  }

  /**
   * Calls only servers whose health check says that they serve, as it changes: of many servers,
   * those that start or stop are left alone in time. Where none is healthy every call finds them
   * unavailable, lists of models and rollouts included; so it is off by default. With an {@code
   * xds:} target the control plane decides who is called, and this changes nothing.
   */
  public ClientBuilder onlyHealthy() {
    onlyHealthy = true;
    return this;
  }

  /** Counts and times calls and their attempts; nothing is counted by default. */
  public ClientBuilder metrics(ClientMetrics metrics) {
    this.metrics = metrics;
    return this;
  }

  /**
   * Says which trace a call is part of, as the value of the W3C header {@code traceparent}; null
   * for none. Asked on the thread that calls. By default it is OpenTelemetry's current span, where
   * its API is on the class path.
   */
  public ClientBuilder traceParent(Supplier<@Nullable String> context) {
    traceParent = context;
    return this;
  }

  /** The largest answer that is accepted, in bytes; 64 MiB by default. */
  public ClientBuilder maxMessageBytes(int maxMessageBytes) {
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be at least 1, not " + maxMessageBytes);
    }
    this.maxMessageBytes = maxMessageBytes;
    return this;
  }

  /** Who hears of attempts that are made again; by default no one. */
  public ClientBuilder onRetry(RetryListener listener) {
    this.retryListener = listener;
    return this;
  }

  /** Speaks TLS, with a server whose certificate Java trusts; plaintext is the default. */
  public ClientBuilder tls() {
    connection.tls();
    return this;
  }

  /** Speaks TLS, with a server that one of the PEM certificates in the file vouches for. */
  public ClientBuilder trust(Path authorities) {
    connection.trust(authorities);
    return this;
  }

  /** Speaks TLS, and shows a certificate (PEM), whose key is PKCS#8 without a password (PEM). */
  public ClientBuilder identity(Path certificate, Path key) {
    connection.identity(certificate, key);
    return this;
  }

  /** Sends a token with each call; over plaintext only to this machine. */
  public ClientBuilder token(String token) {
    connection.token(token);
    return this;
  }

  /** Sends the token over plaintext to other machines too. */
  public ClientBuilder allowPlaintextToken() {
    connection.allowPlaintextToken();
    return this;
  }

  /**
   * A channel to the same server with the same security, for calls through the generated stubs.
   *
   * @throws IllegalArgumentException where a file cannot be used, or the token would travel in
   *     plaintext
   */
  public ManagedChannelBuilder<?> channel() {
    return connection.to(target);
  }

  /**
   * A client with these settings. It connects on its first call.
   *
   * @throws IllegalArgumentException where a file cannot be used, or the token would be sent to
   *     another machine in plaintext
   */
  public TwofoldClient build() {
    return new TwofoldClient(new Calls(link(), deadline), selector);
  }

  private Link link() {
    NettyChannelBuilder channel =
        connection
            .to(target)
            .maxInboundMessageSize(maxMessageBytes)
            .disableRetry()
            .keepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(keepAliveTimeout.toNanos(), TimeUnit.NANOSECONDS)
            .defaultServiceConfig(balancing())
            .intercept(new CallHeaders());
    if (metrics != null) {
      channel.intercept(metrics.attempts(target));
    }
    return new Link(
        channel.build(),
        new CallFailures(target),
        new Retries(
            retries, new RetryBudget(retries), () -> ThreadLocalRandom.current().nextDouble()),
        patience,
        traceParent,
        metrics,
        retryListener);
  }

  private Map<String, ?> balancing() {
    List<?> inTurns = List.of(Map.of("round_robin", Map.of()));
    return onlyHealthy
        ? Map.of("loadBalancingConfig", inTurns, "healthCheckConfig", Map.of("serviceName", ""))
        : Map.of("loadBalancingConfig", inTurns);
  }
}
