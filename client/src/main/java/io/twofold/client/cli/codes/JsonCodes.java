package io.twofold.client.cli.codes;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.twofold.client.ServedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Codes as one JSON document, with one entry of {@code codes} for each image:
 *
 * <pre>
 * {"model": "mnist", "version": 1, "latent_space": "...", "dim_s": 16, "dim_z": 16,
 *  "codes": [{"file": "three.png", "s": [...], "z": [...]}]}
 * </pre>
 */
final class JsonCodes {

  private JsonCodes() {}

  /** Writes the document. */
  static final class Writer implements CodesWriter {

    private final OutputStreamWriter text;
    private final JsonWriter json;

    Writer(OutputStream stream, Origin origin) throws IOException {
      text = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
      json = new JsonWriter(text);
      json.setFormattingStyle(FormattingStyle.PRETTY);
      json.beginObject();
      header(json, origin);
      json.name("codes").beginArray();
    }

    @Override
    public void write(String name, float[] s, float[] z) throws IOException {
      json.beginObject();
      json.name("file").value(name);
      writeValues(json.name("s"), s);
      writeValues(json.name("z"), z);
      json.endObject();
    }

    @Override
    public void close() throws IOException {
      json.endArray();
      json.endObject();
      text.write("\n");
      text.close();
    }
  }

  /** What the codes have in common, as members of the open object. */
  static void header(JsonWriter json, Origin origin) throws IOException {
    json.name("model").value(origin.servedBy().model());
    json.name("version").value(origin.servedBy().version());
    json.name("latent_space").value(origin.servedBy().latentSpace());
    json.name("dim_s").value(origin.dimS());
    json.name("dim_z").value(origin.dimZ());
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

  /** What a header says; null and -1 for what it leaves out. */
  static final class Header {

    private @Nullable String model;
    private long version = -1;
    private @Nullable String latentSpace;
    private int dimS = -1;
    private int dimZ = -1;

    /** Takes a member of a header; false where it is another. */
    boolean take(String name, JsonReader json) throws IOException {
      switch (name) {
        case "model" -> model = json.nextString();
        case "version" -> version = json.nextLong();
        case "latent_space" -> latentSpace = json.nextString();
        case "dim_s" -> dimS = json.nextInt();
        case "dim_z" -> dimZ = json.nextInt();
        default -> {
          return false;
        }
      }
      return true;
    }

    Origin origin() {
      require("dim_s", dimS != -1);
      require("dim_z", dimZ != -1);
      require("version", version != -1);
      return new Origin(
          new ServedBy(present("model", model), version, present("latent_space", latentSpace)),
          dimS,
          dimZ);
    }
  }

  /**
   * Reads what a {@link Writer} wrote.
   *
   * @throws IllegalStateException or IllegalArgumentException where it is something else
   */
  static CodesDocument read(Reader text) throws IOException {
    Header header = new Header();
    Rows rows = new Rows();
    boolean listed = false;
    try (JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.LENIENT);
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (name.equals("codes")) {
          if (header.dimS != -1 || header.dimZ != -1) {
            rows.dims(header.dimS, header.dimZ);
          }
          readRows(json, rows);
          listed = true;
        } else if (!header.take(name, json)) {
          json.skipValue();
        }
      }
      json.endObject();
      // To the end: who writes into a pipe fails where its reader leaves before the last byte.
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("something follows the document");
      }
    }
    Origin origin = header.origin();
    require("codes", listed);
    return rows.document(origin.servedBy());
  }

  private static void readRows(JsonReader json, Rows rows) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      @Nullable String file = null;
      float @Nullable [] s = null;
      float @Nullable [] z = null;
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "file" -> file = json.nextString();
          case "s" -> s = readValues(json);
          case "z" -> z = readValues(json);
          default -> json.skipValue();
        }
      }
      json.endObject();
      rows.add(present("file", file), present("s", s), present("z", z));
    }
    json.endArray();
  }

  private static float[] readValues(JsonReader json) throws IOException {
    float[] values = new float[64];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = Float.parseFloat(json.nextString());
    }
    json.endArray();
    return Arrays.copyOf(values, count);
  }

  private static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static void require(String name, boolean there) {
    if (!there) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
  }
}
