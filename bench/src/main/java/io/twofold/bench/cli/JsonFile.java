package io.twofold.bench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A file of results for programs. */
final class JsonFile {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private JsonFile() {}

  /**
   * @throws IllegalArgumentException where the file could not be written after the run
   */
  static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "--json must be a file in a folder that exists, unlike '%s'".formatted(file));
    }
  }

  /** What was run, where and when: the beginning of every file. */
  static JsonObject begin(String bench) {
    JsonObject json = new JsonObject();
    json.addProperty("bench", bench);
    json.addProperty("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    JsonObject machine = new JsonObject();
    machine.addProperty("processors", Runtime.getRuntime().availableProcessors());
    machine.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.addProperty("java", Runtime.version().toString());
    json.add("machine", machine);
    return json;
  }

  static void write(Path file, JsonObject json) throws IOException {
    Files.writeString(file, GSON.toJson(json) + "\n");
  }
}
