package io.twofold.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP port.
 *
 * <ul>
 *   <li>{@code /metrics}: every meter in Prometheus' text format.
 *   <li>{@code /healthz}: 200 while the process lives.
 *   <li>{@code /readyz}: 200 while the server takes calls, 503 otherwise.
 *   <li>{@code /} and {@code /api/v1/}: the console, once there is one.
 * </ul>
 *
 * <p>A request may take {@value #LIMIT_SECONDS} seconds to arrive, and its answer as long to leave,
 * unless the system properties {@code sun.net.httpserver.maxReqTime} and {@code maxRspTime}, which
 * the JDK's server reads once in a process, say otherwise.
 */
public final class HttpPort implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(HttpPort.class.getName());
  private static final int THREADS = 8;
  private static final String LIMIT_SECONDS = "5";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService pool;
  private final Supplier<String> metrics;
  private final BooleanSupplier ready;
  private volatile @Nullable Console console;

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

  /** Shows the console from now on. */
  public void show(Console shown) {
    console = shown;
  }

  /** Whether a request only reads. */
  static boolean reads(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The path of a request; empty for one that has none, as {@code OPTIONS *}. */
  static String path(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path == null ? "" : path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an HTTP request failed", e);
      throw e;
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Console shown = console;
    Answer answer = shown == null ? null : shown.answer(exchange);
    if (answer != null) {
      return answer;
    }
    if (!reads(exchange)) {
      return Answer.text(405, "only GET and HEAD are answered\n");
    }
    return switch (path(exchange)) {
      case "/metrics" -> Answer.text(200, PROMETHEUS_TEXT, metrics.get());
      case "/healthz" -> Answer.text(200, "alive\n");
      case "/readyz" ->
          ready.getAsBoolean() ? Answer.text(200, "ready\n") : Answer.text(503, "not ready\n");
      default -> Answer.text(404, "not found; try /, /metrics, /healthz or /readyz\n");
    };
  }
}
