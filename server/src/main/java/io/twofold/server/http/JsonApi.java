package io.twofold.server.http;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import io.twofold.server.rpc.JsonGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The RPCs in JSON, at {@code POST /api/v1/<method>}, and the counts of calls at {@code GET
 * /api/v1/stats}. Bodies are at most {@value #MAX_BODY_BYTES} bytes, and few calls run at once, so
 * that scrapes and probes find a thread.
 */
final class JsonApi {

  static final String PREFIX = "/api/v1/";

  private static final int MAX_BODY_BYTES = 4 << 20;
  private static final int MAX_CALLS = 4;
  private static final String STATS = "stats";

  /** May be asked for with GET too, for those who come with a browser or plain curl. */
  private static final String MODELS = "models";

  private final JsonGateway gateway;
  private final Supplier<String> stats;
  private final Callers callers;
  private final Semaphore permits = new Semaphore(MAX_CALLS);

  /**
   * @param stats the body of {@code stats}
   */
  JsonApi(JsonGateway gateway, Supplier<String> stats, Callers callers) {
    this.gateway = gateway;
    this.stats = stats;
    this.callers = callers;
  }

  Answer answer(HttpExchange exchange) throws IOException {
    String name = HttpPort.path(exchange).substring(PREFIX.length());
    String method = exchange.getRequestMethod();
    String refusal =
        callers.refusal(exchange.getRemoteAddress().getAddress(), exchange.getRequestHeaders());
    if (refusal != null) {
      return refused(403, "PERMISSION_DENIED", refusal);
    }
    if (name.equals(STATS)) {
      return method.equals("GET") ? Answer.json(200, stats.get()) : methodRefused("GET");
    }
    if (!JsonGateway.names().contains(name)) {
      return refused(
          404,
          "NOT_FOUND",
          "no method '%s'; there are %s and stats"
              .formatted(name, String.join(", ", new TreeSet<>(JsonGateway.names()))));
    }
    if (method.equals("GET") && name.equals(MODELS)) {
      return limited(exchange, name, "{}");
    }
    return method.equals("POST") ? posted(exchange, name) : methodRefused("POST");
  }

  private Answer posted(HttpExchange exchange, String name) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
      return refused(415, "INVALID_ARGUMENT", "send the header 'Content-Type: application/json'");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return refused(
          413,
          "RESOURCE_EXHAUSTED",
          "a request may have %d bytes; use gRPC for larger ones".formatted(MAX_BODY_BYTES));
    }
    return limited(exchange, name, new String(body, StandardCharsets.UTF_8));
  }

  private Answer limited(HttpExchange exchange, String name, String json) {
    if (!permits.tryAcquire()) {
      return refused(429, "RESOURCE_EXHAUSTED", "too many calls in JSON at once; try again");
    }
    try {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      JsonGateway.Reply reply = gateway.call(name, authorization, json);
      return Answer.json(reply.status(), reply.json());
    } finally {
      permits.release();
    }
  }

  private static Answer methodRefused(String allowed) {
    return refused(405, "UNIMPLEMENTED", "only %s is answered here".formatted(allowed))
        .with(Map.of("Allow", allowed));
  }

  private static Answer refused(int status, String code, String message) {
    JsonObject refusal = new JsonObject();
    refusal.addProperty("code", code);
    refusal.addProperty("message", message);
    return Answer.json(status, refusal.toString());
  }
}
