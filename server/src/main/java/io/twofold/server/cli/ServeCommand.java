package io.twofold.server.cli;

import io.twofold.server.Endpoints;
import io.twofold.server.RequestLimits;
import io.twofold.server.ServerConfig;
import io.twofold.server.Shutdown;
import io.twofold.server.StartException;
import io.twofold.server.TwofoldServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: serves every model of a repository until the process is told to stop. */
@Command(
    name = "serve",
    sortOptions = false,
    header = "Serves every model of a repository over gRPC.",
    footer = {
      "",
      "Examples:",
      "  ./twofold serve",
      "      the newest version of every model in ./models, for this machine alone",
      "  ./twofold serve --repository /srv/models --host 0.0.0.0 \\",
      "      --tls-cert server.pem --tls-key server-key.pem --tokens tokens.txt",
      "      another repository, over TLS, for every machine whose callers hold a token",
      "  ./twofold serve --port 0 --http-port 0 --ready-file ready.txt",
      "      on free ports, which ready.txt names as soon as calls are taken",
      "",
      "Ask what it serves, with a stock client:",
      "  grpcurl -plaintext localhost:7411 twofold.v1.CodecService/ListModels",
      "  curl localhost:7412/metrics",
      "",
      "Exit codes:",
      "  0  stopped in order, by Ctrl-C or SIGTERM; a second one ends it at once",
      "  1  it cannot start",
      "  2  it was called wrongly",
    })
final class ServeCommand implements Callable<Integer> {

  private static final ServerConfig DEFAULTS = ServerConfig.defaults();
  private static final int STOPPED = 0;
  private static final int CANNOT_START = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--repository",
      paramLabel = "DIR",
      description = "The folder of models: DIR/<model>/<version>/. Default: ${DEFAULT-VALUE}")
  private Path repository = DEFAULTS.repository();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen at. Default: ${DEFAULT-VALUE}")
  private String host = DEFAULTS.endpoints().host();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The gRPC port; 0 takes a free one. Default: ${DEFAULT-VALUE}")
  private int port = DEFAULTS.endpoints().port();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = {
        "The port of the console, /metrics, /healthz and /readyz; 0 takes a free one.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int httpPort = DEFAULTS.endpoints().httpPort();

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--max-images",
      paramLabel = "N",
      description = "The most images in a call. Default: ${DEFAULT-VALUE}")
  private int maxImages = DEFAULTS.requests().maxImages();

  @Option(
      names = "--max-message-bytes",
      paramLabel = "N",
      description = "The largest request, in bytes. Default: ${DEFAULT-VALUE}")
  private int maxMessageBytes = DEFAULTS.requests().maxMessageBytes();

  @Option(
      names = "--max-queued-images",
      paramLabel = "N",
      description = {
        "The most images that wait for one operation of one version; calls that would bring more",
        "are refused with RESOURCE_EXHAUSTED. Default: ${DEFAULT-VALUE}"
      })
  private int maxQueuedImages = DEFAULTS.requests().maxQueuedImages();

  @Mixin private AdmissionOptions admission = new AdmissionOptions();

  @Mixin private ConnectionOptions connections = new ConnectionOptions();

  @Mixin private TelemetryOptions telemetry = new TelemetryOptions();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that run the models. Default: one for each processor")
  private int workers = DEFAULTS.workers();

  @Option(
      names = "--poll-seconds",
      paramLabel = "N",
      description = {
        "How often to look for newer versions; one that passes takes over without a restart.",
        "0 for never. Default: ${DEFAULT-VALUE}"
      })
  private long pollSeconds = DEFAULTS.poll().toSeconds();

  @Option(
      names = "--shutdown-delay-seconds",
      paramLabel = "N",
      description = {
        "How long a stop still takes calls after health and /readyz have said no, so that load",
        "balancers can hear it. Default: 0 on a loopback host, otherwise 5"
      })
  private @Nullable Long shutdownDelaySeconds;

  @Option(
      names = "--drain-seconds",
      paramLabel = "N",
      description = "How long a stop then waits for calls in flight. Default: ${DEFAULT-VALUE}")
  private long drainSeconds = DEFAULTS.shutdown().drain().toSeconds();

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = {
        "Names where the server listens, in the lines grpc=HOST:PORT and http=HOST:PORT.",
        "It is there, whole, while calls are taken."
      })
  private @Nullable Path readyFile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ServerConfig config = valid(this::config);
    Optional<ReadyFile> ready = valid(() -> Optional.ofNullable(readyFile).map(ReadyFile::new));
    try {
      if (ready.isPresent()) {
        ready.get().delete();
      }
      try (Running running = new Running(TwofoldServer.start(config), ready, out)) {
        running.announce(host);
        running.awaitStop();
      }
      return STOPPED;
    } catch (StartException e) {
      return cannotStart(e.getMessage());
    } catch (IOException e) {
      return cannotStart("--ready-file cannot be written: " + e);
    }
  }

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException where they cannot be meant
   */
  ServerConfig config() {
    return DEFAULTS
        .withRepository(repository)
        .withEndpoints(new Endpoints(host, port, httpPort))
        .withRequests(new RequestLimits(maxImages, maxMessageBytes, maxQueuedImages))
        .withWorkers(workers)
        .withPoll(Duration.ofSeconds(pollSeconds))
        .withShutdown(shutdown())
        .withAccess(access.access())
        .withConnections(connections.limits())
        .withAdmission(admission.limits())
        .withTelemetry(telemetry.telemetry());
  }

  private Shutdown shutdown() {
    Duration delay =
        shutdownDelaySeconds == null
            ? Shutdown.delayAt(host)
            : Duration.ofSeconds(shutdownDelaySeconds);
    return new Shutdown(delay, Duration.ofSeconds(drainSeconds));
  }

  /** What options make, where they are valid; a wrong call otherwise. */
  private <T> T valid(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int cannotStart(@Nullable String why) {
    spec.commandLine().getErr().println("Cannot start: " + why);
    return CANNOT_START;
  }
}
