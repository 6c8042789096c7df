package io.twofold.server.cli;

import io.twofold.server.TwofoldServer;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A server in the foreground of a process: it tells people and scripts where it listens, and stops
 * in order when it is asked to.
 */
final class Running implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Running.class.getName());

  private final TwofoldServer server;
  private final Optional<ReadyFile> ready;
  private final PrintWriter out;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final StopSignals signals = StopSignals.call(asked::countDown);

  Running(TwofoldServer server, Optional<ReadyFile> ready, PrintWriter out) {
    this.server = server;
    this.ready = ready;
    this.out = out;
  }

  /** Prints what is served and where, and writes the ready file. */
  void announce(String host) throws IOException {
    for (ModelStatus model : server.models()) {
      model.versions().stream()
          .filter(version -> version.state() == VersionState.SERVING)
          .map(Running::line)
          .forEach(out::println);
    }
    String grpc = address(host, server.port());
    String http = address(host, server.httpPort());
    if (ready.isPresent()) {
      ready.get().write(grpc, http);
    }
    out.printf("Serving on %s (gRPC) and http://%s/metrics. Stop with Ctrl-C.%n", grpc, http);
    out.flush();
  }

  /** Waits for Ctrl-C, SIGTERM, or an interrupt of the thread. */
  void awaitStop() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      // An interrupt is how a program that embeds this command stops it.
      LOG.log(Level.DEBUG, "interrupted, so the server stops");
    }
  }

  /** Stops the server and says how that went. A second signal ends the process at once. */
  @Override
  public void close() {
    signals.close();
    try {
      if (ready.isPresent()) {
        ready.get().delete();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the ready file cannot be deleted", e);
    }
    try {
      out.println(
          server.stop()
              ? "Stopped: every call in flight was answered."
              : "Stopped: calls that outlasted the drain time were cut off.");
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(VersionStatus version) {
    VersionInfo info = version.info();
    return info == null
        ? version.id().toString()
        : "%s: images %s, s %d, z %d, latent space %s"
            .formatted(version.id(), info.shape(), info.dimS(), info.dimZ(), info.latentSpace());
  }

  /** HOST:PORT, with an IPv6 address in brackets. */
  private static String address(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
