package io.twofold.client.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.twofold.client.ServedBy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands say on standard output: lines for people, or JSON for scripts. */
final class Report {

  /** Images that are named one by one. */
  private static final int LISTED = 100;

  private Report() {}

  /**
   * Says something in the style that the command line asks for.
   *
   * @param json one JSON document, printed on one line
   * @param lines the same for people
   */
  static void say(CommandSpec spec, Supplier<JsonElement> json, Supplier<List<String>> lines) {
    PrintWriter out = spec.commandLine().getOut();
    switch (OutputStyle.of(spec)) {
      case JSON -> out.println(text(json.get()));
      case TEXT -> lines.get().forEach(out::println);
    }
    out.flush();
  }

  /**
   * The images that a run has made; nothing where they went to standard output.
   *
   * @param leftOut the images that could not be used; null where the command takes none
   */
  static void images(CommandSpec spec, Path out, ImageOutput output, @Nullable LeftOut leftOut) {
    ServedBy servedBy = output.servedBy();
    if (Standard.is(out) || servedBy == null) {
      return;
    }
    say(
        spec,
        () -> {
          JsonObject json = json(servedBy);
          json.addProperty("out", out.toString());
          JsonArray files = new JsonArray();
          output.files().forEach(file -> files.add(file.toString()));
          json.add("images", files);
          if (leftOut != null) {
            json.add("left_out", leftOut.json());
          }
          return json;
        },
        () -> imageLines(out, output.files(), version(servedBy)));
  }

  /** A line an image, or, where they are many, one for all. */
  private static List<String> imageLines(Path out, List<Path> files, String version) {
    return files.size() <= LISTED
        ? files.stream().map(file -> "%s by %s".formatted(file, version)).toList()
        : List.of("%s: %,d images by %s".formatted(out, files.size(), version));
  }

  /** JSON on one line. */
  static String text(JsonElement json) {
    return new GsonBuilder()
        .disableHtmlEscaping()
        .serializeSpecialFloatingPointValues()
        .serializeNulls()
        .create()
        .toJson(json);
  }

  /** The version that answered, as the first members of a document. */
  static JsonObject json(ServedBy servedBy) {
    JsonObject json = new JsonObject();
    json.addProperty("model", servedBy.model());
    json.addProperty("version", servedBy.version());
    json.addProperty("latent_space", servedBy.latentSpace());
    return json;
  }

  /** A version in words, as in "mnist version 3". */
  static String version(ServedBy servedBy) {
    return "%s version %d".formatted(servedBy.model(), servedBy.version());
  }
}
