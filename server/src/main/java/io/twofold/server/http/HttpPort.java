package io.twofold.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The HTTP port.
 *
 * <ul>
 *   <li>{@code /metrics}: every meter in Prometheus' text format.
 *   <li>{@code /healthz}: 200 while the process lives.
 *   <li>{@code /readyz}: 200 while the server takes calls, 503 otherwise.
 * </ul>
 *
 * <p>A request may take {@value #LIMIT_SECONDS} seconds to arrive, and its answer as long to leave,
 * unless the system properties {@code sun.net.httpserver.maxReqTime} and {@code maxRspTime}, which
 * the JDK's server reads once in a process, say otherwise.
 */
public final class HttpPort implements AutoCloseable {

  private static final int THREADS = 8;
  private static final String LIMIT_SECONDS = "5";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private record Answer(int status, String contentType, String body) {}

  private final HttpServer server;
  private final ExecutorService pool;
  private final Supplier<String> metrics;
  private final BooleanSupplier ready;

  private HttpPort(
      HttpServer server, ExecutorService pool, Supplier<String> metrics, BooleanSupplier ready) {
    this.server = server;
    this.pool = pool;
    this.metrics = metrics;
    this.ready = ready;
  }

  /**
   * Binds the port and answers from then on.
   *
   * @param address where to listen; port 0 takes a free one
   * @param metrics the body of {@code /metrics}
   * @param ready whether the server takes calls
   * @throws IOException where the port cannot be bound
   */
  public static HttpPort open(
      InetSocketAddress address, Supplier<String> metrics, BooleanSupplier ready)
      throws IOException {
    limit("sun.net.httpserver.maxReqTime");
    limit("sun.net.httpserver.maxRspTime");
    HttpServer server = HttpServer.create(address, 0);
    AtomicInteger count = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "twofold-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    HttpPort port = new HttpPort(server, pool, metrics, ready);
    server.createContext("/", port::handle);
    server.setExecutor(pool);
    server.start();
    return port;
  }

  private static void limit(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, LIMIT_SECONDS);
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(String method, String path) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(405, TEXT, "only GET and HEAD are answered\n");
    }
    return switch (path) {
      case "/metrics" -> new Answer(200, PROMETHEUS_TEXT, metrics.get());
      case "/healthz" -> new Answer(200, TEXT, "alive\n");
      case "/readyz" ->
          ready.getAsBoolean()
              ? new Answer(200, TEXT, "ready\n")
              : new Answer(503, TEXT, "not ready\n");
      default -> new Answer(404, TEXT, "not found; try /metrics, /healthz or /readyz\n");
    };
  }
}
