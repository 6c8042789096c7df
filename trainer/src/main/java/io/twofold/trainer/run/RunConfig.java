package io.twofold.trainer.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was asked to do: {@code config.json}. The keys of its maps are flags of {@code train}
 * without their dashes.
 *
 * @param created when, as ISO 8601
 * @param model the name to publish under
 * @param recipe to train by
 * @param hyperParameters of the recipe, its seed among them
 * @param dataSettings what it takes to have the same images again
 * @param dataSha256 of the training images
 * @param flags the rest of the command: what changes nothing that is learnt
 * @param libraries versions, by name
 */
public record RunConfig(
    String created,
    String model,
    String recipe,
    Map<String, String> hyperParameters,
    Map<String, String> dataSettings,
    String dataSha256,
    Map<String, String> flags,
    Map<String, String> libraries) {

  static final String FILE = "config.json";

  private static final int FORMAT = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  public RunConfig {
    hyperParameters = new TreeMap<>(hyperParameters);
    dataSettings = new TreeMap<>(dataSettings);
    flags = new TreeMap<>(flags);
    libraries = new TreeMap<>(libraries);
  }

  /** What a checkpoint must agree with to be this run's, by names for people. */
  public Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>();
    identity.put("--recipe", recipe);
    hyperParameters.forEach((name, value) -> identity.put("--" + name, value));
    identity.put("the training images' SHA-256", dataSha256);
    return identity;
  }

  /** The command line of the run: options of {@code train} with their values. */
  public List<String> arguments() {
    Map<String, String> options = new TreeMap<>(flags);
    options.putAll(dataSettings);
    options.putAll(hyperParameters);
    options.put("recipe", recipe);
    options.put("model", model);
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments;
  }

  /** Writes {@code config.json} into the run's folder. */
  void write(Path folder, Dataset data) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("created", created);
    json.addProperty("model", model);
    json.addProperty("recipe", recipe);
    json.addProperty("seed", hyperParameters.getOrDefault("seed", ""));
    json.add("hyper_parameters", GSON.toJsonTree(hyperParameters));
    JsonObject described = new JsonObject();
    described.addProperty("source", data.source());
    described.add("settings", GSON.toJsonTree(dataSettings));
    described.addProperty("sha256", dataSha256);
    described.addProperty("train_count", data.train().count());
    described.addProperty("test_count", data.test().count());
    described.addProperty("channels", data.train().channels());
    described.addProperty("height", data.train().height());
    described.addProperty("width", data.train().width());
    described.add("labels", GSON.toJsonTree(data.train().labelNames()));
    json.add("data", described);
    json.add("flags", GSON.toJsonTree(flags));
    json.add("libraries", GSON.toJsonTree(libraries));
    DurableFiles.replace(
        folder.resolve(FILE), (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a folder holds a run, which can go on. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Reads a run's {@code config.json}.
   *
   * @throws CheckpointException where there is none, or it is not one
   */
  public static RunConfig read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!isIn(folder)) {
      throw new CheckpointException(
          "%s is not the folder of a run: it has no %s".formatted(folder, FILE));
    }
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      int format = json.get("format").getAsInt();
      if (format != FORMAT) {
        throw new CheckpointException(
            "%s has format %d; this version of Twofold reads format %d"
                .formatted(file, format, FORMAT));
      }
      JsonObject data = json.getAsJsonObject("data");
      return new RunConfig(
          json.get("created").getAsString(),
          json.get("model").getAsString(),
          json.get("recipe").getAsString(),
          texts(json.getAsJsonObject("hyper_parameters")),
          texts(data.getAsJsonObject("settings")),
          data.get("sha256").getAsString(),
          texts(json.getAsJsonObject("flags")),
          texts(json.getAsJsonObject("libraries")));
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException
        | NullPointerException e) {
      throw new CheckpointException(file + " is not the configuration of a run", e);
    }
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      texts.put(entry.getKey(), entry.getValue().getAsString());
    }
    return texts;
  }
}
