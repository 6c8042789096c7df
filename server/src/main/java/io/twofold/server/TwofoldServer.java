package io.twofold.server;

import io.twofold.server.admission.Admission;
import io.twofold.server.admission.HeldBytes;
import io.twofold.server.batching.Lanes;
import io.twofold.server.batching.QueueLimits;
import io.twofold.server.batching.Workers;
import io.twofold.server.http.Callers;
import io.twofold.server.http.Console;
import io.twofold.server.http.HttpPort;
import io.twofold.server.lifecycle.LifecycleListener;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.metrics.ServerMetrics;
import io.twofold.server.repository.ModelRepository;
import io.twofold.server.rollout.RolloutControl;
import io.twofold.server.rollout.RolloutThread;
import io.twofold.server.rpc.Door;
import io.twofold.server.rpc.Observation;
import io.twofold.server.rpc.RpcPort;
import io.twofold.server.rpc.ServerHealth;
import io.twofold.server.security.Access;
import io.twofold.server.security.Credentials;
import io.twofold.server.security.UnusableFileException;
import io.twofold.server.tracing.Tracing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Everything is put together here, by hand.
 *
 * <p>Starting goes HTTP port, models, gRPC port, and only then health and {@code /readyz} say yes.
 * Stopping goes the other way: health says no, which takes time to be heard, new calls are refused,
 * calls in flight are answered, and then the models are freed.
 */
public final class TwofoldServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TwofoldServer.class.getName());

  private final ServerConfig config;
  private final ServerMetrics metrics;
  private final @Nullable Tracing tracing;
  private final ServerHealth health = new ServerHealth();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean drained;
  private final Workers workers;
  private final ModelLifecycle lifecycle;
  private final Credentials credentials;
  private final HttpPort http;
  private final RpcPort rpc;
  private final RepositoryPoll poll;
  private final RolloutControl rollout;
  private final RolloutThread rolloutThread;

  private TwofoldServer(ServerConfig config) throws StartException {
    this.config = config;
    Telemetry telemetry = config.telemetry();
    this.metrics = new ServerMetrics(telemetry.otlp(), ServerName.get());
    this.tracing =
        telemetry.otlp() == null
            ? null
            : Tracing.open(telemetry.otlp(), telemetry.traceSample(), ServerName.get());
    this.workers = new Workers(config.workers());
    this.lifecycle =
        new ModelLifecycle(
            new ModelRepository(config.repository()),
            LifecycleListener.both(metrics.versions(), health),
            (version, codec) ->
                new Lanes(
                    codec,
                    workers,
                    new QueueLimits(
                        config.requests().maxQueuedImages(),
                        config.admission().longestWait().toNanos()),
                    operation -> metrics.batches().lane(version, operation),
                    System::nanoTime),
            System::nanoTime);
    this.poll = new RepositoryPoll(lifecycle, config.repository(), config.poll());
    this.rollout = RolloutControl.of(config.repository(), lifecycle, ServerName.get(), poll::call);
    metrics.follow(rollout.rollouts()::statuses);
    try (Unwinding opened = new Unwinding()) {
      opened.add(this::closeTelemetry);
      opened.add(workers::close);
      opened.add(rollout::close);
      Plaintext.requireMeant(config.endpoints().host(), config.access());
      credentials = credentials(config);
      opened.add(credentials::close);
      Models.requireRepository(config.repository());
      http =
          Ports.bind(
              config.endpoints().host(),
              config.endpoints().httpPort(),
              "--http-port",
              address -> HttpPort.open(address, metrics::scrape, health::isServing));
      opened.add(http::close);
      opened.add(lifecycle::close);
      Models.load(lifecycle, rollout.rollouts(), config.repository());
      rolloutThread = rollout.start();
      opened.add(rolloutThread::close);
      rpc =
          Ports.bind(
              config.endpoints().host(),
              config.endpoints().port(),
              "--port",
              address ->
                  RpcPort.open(
                      address,
                      config.requests().maxImages(),
                      config.requests().maxMessageBytes(),
                      new Door(
                          config.connections(),
                          credentials,
                          Admission.of(
                              config.admission(),
                              Runtime.getRuntime().availableProcessors(),
                              System::nanoTime),
                          new HeldBytes(config.requests().maxHeldBytes())),
                      lifecycle,
                      rollout,
                      rolloutThread,
                      health,
                      new Observation(
                          metrics.connections(),
                          metrics.rpc(),
                          telemetry.grpcMeters() ? metrics.grpc() : null,
                          tracing)));
      http.show(console(config, credentials, rpc, metrics));
      opened.keep();
    }
    health.announce();
    poll.start();
  }

  /**
   * Starts a server; it takes calls when this returns.
   *
   * @throws StartException where a port is taken, or no model has a valid version
   */
  public static TwofoldServer start(ServerConfig config) throws StartException {
    return new TwofoldServer(config);
  }

  private static Credentials credentials(ServerConfig config) throws StartException {
    try {
      return Credentials.open(config.access(), Plaintext.staysHere(config.endpoints().host()));
    } catch (UnusableFileException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Console console(
      ServerConfig config, Credentials credentials, RpcPort rpc, ServerMetrics metrics) {
    Access access = config.access();
    return new Console(
        rpc.json(),
        metrics::calls,
        new Callers(!credentials.tokens().open(), access.tls() != null && !access.insecure()));
  }

  /** The gRPC port that was bound. */
  public int port() {
    return rpc.port();
  }

  /** The HTTP port that was bound. */
  public int httpPort() {
    return http.port();
  }

  /** Every model of the repository and where its versions stand. */
  public List<ModelStatus> models() {
    return lifecycle.models();
  }

  /**
   * Stops the server: it says that it is not ready, goes on for the delay, takes no new calls,
   * answers those in flight for as long as the drain time allows, and frees the models. Stopping
   * again waits until that is done.
   *
   * @return whether every call in flight was answered
   */
  public boolean stop() throws InterruptedException {
    if (!closing.compareAndSet(false, true)) {
      closed.await();
      return drained;
    }
    try {
      health.withdraw();
      letItBeHeard(config.shutdown().delay());
      lifecycle.drain();
      drained = rpc.drain(config.shutdown().drain());
      return drained;
    } finally {
      rpc.cutOff();
      rolloutThread.close();
      rollout.close();
      poll.close();
      workers.close();
      rpc.close();
      credentials.close();
      lifecycle.close();
      http.close();
      closeTelemetry();
      closed.countDown();
    }
  }

  /** Goes on until those who send calls have heard that they should send them elsewhere. */
  private static void letItBeHeard(Duration delay) throws InterruptedException {
    if (!delay.isZero()) {
      LOG.log(Level.INFO, "stopping: not ready any more, calls are taken for {0}", delay);
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    }
  }

  /** What was seen last is sent before. */
  private void closeTelemetry() {
    if (tracing != null) {
      tracing.close();
    }
    metrics.close();
  }

  /** As {@link #stop}; where the thread is interrupted, calls in flight are cut off at once. */
  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
