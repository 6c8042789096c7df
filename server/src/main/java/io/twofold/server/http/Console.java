package io.twofold.server.http;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.HttpExchange;
import io.twofold.server.rpc.JsonGateway;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The console: its page at {@code /}, its files, and the API that it calls. */
public final class Console {

  private final ConsoleFiles files = new ConsoleFiles();
  private final JsonApi api;

  /**
   * @param stats what {@code /api/v1/stats} tells, a record
   */
  public Console(JsonGateway gateway, Supplier<?> stats, Callers callers) {
    Gson gson =
        new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();
    this.api = new JsonApi(gateway, () -> gson.toJson(stats.get()), callers);
  }

  /** The answer to a request; null where the path is not the console's. */
  @Nullable Answer answer(HttpExchange exchange) throws IOException {
    String path = HttpPort.path(exchange);
    if (path.startsWith(JsonApi.PREFIX)) {
      return api.answer(exchange);
    }
    return HttpPort.reads(exchange) ? files.at(path) : null;
  }
}
