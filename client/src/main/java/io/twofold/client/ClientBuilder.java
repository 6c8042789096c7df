package io.twofold.client;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.twofold.v1.ModelSelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link TwofoldClient} is made with; each setting has a default. Made by {@link
 * TwofoldClient#builder}.
 */
public final class ClientBuilder {

  private static final Pattern TARGET = Pattern.compile("[^\\s/]+:(\\d{1,5})");

  /** More often than the 20 seconds that a server allows by default would end the connection. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(5);

  private final String target;
  private final Connection connection = new Connection();
  Duration deadline = Duration.ofSeconds(5);
  ModelSelector selector = ModelSelector.getDefaultInstance();
  private RetryPolicy retries = RetryPolicy.defaults();
  private int maxMessageBytes = 64 << 20;

  ClientBuilder(String target) {
    Matcher matcher = TARGET.matcher(target);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 65535) {
      throw new IllegalArgumentException("target must be host:port, not '" + target + "'");
    }
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

  /** The largest answer that is accepted, in bytes; 64 MiB by default. */
  public ClientBuilder maxMessageBytes(int maxMessageBytes) {
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be at least 1, not " + maxMessageBytes);
    }
    this.maxMessageBytes = maxMessageBytes;
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
    ManagedChannel channel =
        connection
            .to(target)
            .maxInboundMessageSize(maxMessageBytes)
            .disableRetry()
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .build();
    return new Link(
        channel,
        new CallFailures(target),
        new Retries(
            retries, new RetryBudget(retries), () -> ThreadLocalRandom.current().nextDouble()));
  }
}
