package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.Status;
import io.twofold.client.Health;
import io.twofold.client.ModelInfo;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks whether a server, or a model, takes calls. */
@Command(
    name = "health",
    description = {
      "Asks whether the server takes calls, or, with --model, whether that model does. The exit"
          + " code says it to scripts.",
      "A server takes calls while one of its models does. It needs no token; the models are listed"
          + " where the server lets them be."
    },
    footer = {
      "  The server on this machine, and its models:",
      "    ./twofold health",
      "  In a script:",
      "    ./twofold health --model mnist > /dev/null && echo mnist takes calls",
      "  Wait for a server that is being started:",
      "    until ./twofold health --deadline 1s 2> /dev/null; do sleep 1; done"
    },
    exitCodeList = {
      "0:it takes calls",
      "1:failed otherwise",
      "2:the command line is wrong",
      "3:the server does not know the model, or refused",
      "4:the server could not be reached or timed out",
      "7:it takes no calls: still loading, failed, or shutting down"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class HealthCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() {
    Health health;
    Map<String, Health> models = new LinkedHashMap<>();
    try (TwofoldClient client = server.connect()) {
      health = client.health();
      for (String model : models(client)) {
        models.put(model, client.withModel(model).health());
      }
    }
    Health asked = health;
    Report.say(spec, () -> json(asked, models), () -> lines(asked, models));
    return switch (health) {
      case SERVING -> ExitCode.OK;
      case NOT_SERVING -> ExitCode.NOT_SERVING;
      case UNKNOWN -> ExitCode.REFUSED;
    };
  }

  /** The models to be listed: none where one was asked for. */
  private List<String> models(TwofoldClient client) {
    if (!server.model().isEmpty()) {
      return List.of();
    }
    try {
      return client.models().stream().map(ModelInfo::model).distinct().toList();
    } catch (TwofoldException e) {
      if (e.code() == Status.Code.UNAUTHENTICATED || e.code() == Status.Code.PERMISSION_DENIED) {
        return List.of();
      }
      throw e;
    }
  }

  private List<String> lines(Health health, Map<String, Health> models) {
    List<String> lines = new ArrayList<>();
    String asked = server.model().isEmpty() ? "the server" : server.model();
    lines.add(asked + ": " + word(health));
    models.forEach((model, its) -> lines.add(model + ": " + word(its)));
    return lines;
  }

  private JsonObject json(Health health, Map<String, Health> models) {
    JsonArray array = new JsonArray();
    models.forEach((model, its) -> array.add(json(model, its)));
    JsonObject json = json(server.model(), health);
    json.add("models", array);
    return json;
  }

  private static JsonObject json(String model, Health health) {
    JsonObject json = new JsonObject();
    json.addProperty("model", model);
    json.addProperty("health", word(health));
    return json;
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }
}
