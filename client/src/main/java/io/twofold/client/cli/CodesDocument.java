package io.twofold.client.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.twofold.client.Codes;
import io.twofold.client.Encoded;
import io.twofold.client.ServedBy;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON that {@code ./twofold encode} writes and {@code ./twofold decode} reads, with one entry
 * of {@code codes} for each image:
 *
 * <pre>
 * {"model": "mnist", "version": 1, "latent_space": "...", "dim_s": 16, "dim_z": 16,
 *  "codes": [{"file": "three.png", "s": [...], "z": [...]}]}
 * </pre>
 *
 * @param files the file that each code was made from
 * @param encoded the codes, and the version that made them
 */
record CodesDocument(List<String> files, Encoded encoded) {

  CodesDocument {
    if (files.size() != encoded.codes().count()) {
      throw new IllegalArgumentException(
          "%d files have %d codes".formatted(files.size(), encoded.codes().count()));
    }
  }

  String toJson() {
    StringWriter text = new StringWriter();
    ServedBy servedBy = encoded.servedBy();
    Codes codes = encoded.codes();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setFormattingStyle(FormattingStyle.PRETTY);
      json.beginObject();
      json.name("model").value(servedBy.model());
      json.name("version").value(servedBy.version());
      json.name("latent_space").value(codes.latentSpace());
      json.name("dim_s").value(codes.dimS());
      json.name("dim_z").value(codes.dimZ());
      json.name("codes").beginArray();
      for (int i = 0; i < codes.count(); i++) {
        json.beginObject();
        json.name("file").value(files.get(i));
        writeValues(json.name("s"), codes.s(i));
        writeValues(json.name("z"), codes.z(i));
        json.endObject();
      }
      json.endArray();
      json.endObject();
    } catch (IOException e) {
      throw new AssertionError("text in memory takes what is written", e);
    }
    return text.toString();
  }

  /** Values on one line. */
  private static void writeValues(JsonWriter json, float[] values) throws IOException {
    FormattingStyle style = json.getFormattingStyle();
    json.beginArray();
    json.setFormattingStyle(FormattingStyle.COMPACT);
    for (float value : values) {
      json.value(value);
    }
    json.endArray();
    json.setFormattingStyle(style);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException where the file cannot be read, or is something else
   */
  static CodesDocument read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, not a document of `./twofold encode`".formatted(file));
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return parse(JsonParser.parseString(text).getAsJsonObject());
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s is not a document of `./twofold encode`: it is not UTF-8 text".formatted(file), e);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      throw new IOException(
          "%s is not a document of `./twofold encode`: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static CodesDocument parse(JsonObject json) {
    int dimS = require(json, "dim_s").getAsInt();
    int dimZ = require(json, "dim_z").getAsInt();
    String latentSpace = require(json, "latent_space").getAsString();
    JsonArray array = require(json, "codes").getAsJsonArray();
    List<String> files = new ArrayList<>(array.size());
    List<float[]> s = new ArrayList<>(array.size());
    List<float[]> z = new ArrayList<>(array.size());
    for (JsonElement element : array) {
      JsonObject code = element.getAsJsonObject();
      files.add(require(code, "file").getAsString());
      s.add(values(code, "s", dimS));
      z.add(values(code, "z", dimZ));
    }
    ServedBy servedBy =
        new ServedBy(
            require(json, "model").getAsString(),
            require(json, "version").getAsLong(),
            latentSpace);
    return new CodesDocument(
        files,
        new Encoded(
            servedBy,
            new Codes(latentSpace, array.size(), dimS, dimZ, join(s, dimS), join(z, dimZ))));
  }

  private static JsonElement require(JsonObject json, String name) {
    JsonElement element = json.get(name);
    if (element == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return element;
  }

  private static float[] values(JsonObject code, String name, int dim) {
    JsonArray array = require(code, name).getAsJsonArray();
    if (array.size() != dim) {
      throw new IllegalArgumentException(
          "'%s' must have %d values, not %d".formatted(name, dim, array.size()));
    }
    float[] values = new float[dim];
    for (int i = 0; i < dim; i++) {
      values[i] = array.get(i).getAsFloat();
    }
    return values;
  }

  private static float[] join(List<float[]> parts, int dim) {
    float[] values = new float[parts.size() * dim];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i), 0, values, i * dim, dim);
    }
    return values;
  }
}
