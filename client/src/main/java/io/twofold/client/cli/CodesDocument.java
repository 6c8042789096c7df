package io.twofold.client.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import io.twofold.client.Codes;
import io.twofold.client.Encoded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Codes as a JSON document: which version made them, and s and z of each image. */
final class CodesDocument {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** The codes of one image. */
  static final class Item {
    @Nullable String file;
    float[] s = new float[0];
    float[] z = new float[0];
  }

  String model = "";
  long version;

  @SerializedName("latent_space")
  String latentSpace = "";

  List<Item> codes = new ArrayList<>();

  static String print(Encoded encoded, List<Path> files) {
    CodesDocument document = new CodesDocument();
    document.model = encoded.servedBy().model();
    document.version = encoded.servedBy().version();
    document.latentSpace = encoded.codes().latentSpace();
    Codes codes = encoded.codes();
    for (int i = 0; i < codes.count(); i++) {
      Item item = new Item();
      item.file = files.get(i).toString();
      item.s = slice(codes.s(), i, codes.dimS());
      item.z = slice(codes.z(), i, codes.dimZ());
      document.codes.add(item);
    }
    return GSON.toJson(document) + System.lineSeparator();
  }

  /**
   * The codes in a document.
   *
   * @throws IOException where it is not one, or its codes differ in dimensions
   */
  static Codes parse(Path file, String json) throws IOException {
    CodesDocument document;
    try {
      document = GSON.fromJson(json, CodesDocument.class);
    } catch (JsonParseException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("not JSON");
      throw new IOException(file + " is not a codes document: " + reason, e);
    }
    if (document == null || document.codes == null || document.codes.isEmpty()) {
      throw new IOException(file + " holds no codes");
    }
    for (int i = 0; i < document.codes.size(); i++) {
      Item item = document.codes.get(i);
      if (item == null || item.s == null || item.z == null) {
        throw new IOException("%s: code %d lacks s or z".formatted(file, i));
      }
    }
    int dimS = document.codes.get(0).s.length;
    int dimZ = document.codes.get(0).z.length;
    int count = document.codes.size();
    float[] s = new float[count * dimS];
    float[] z = new float[count * dimZ];
    for (int i = 0; i < count; i++) {
      Item item = document.codes.get(i);
      if (item.s.length != dimS || item.z.length != dimZ) {
        throw new IOException(
            "%s: code %d has %d and %d values, the first has %d and %d"
                .formatted(file, i, item.s.length, item.z.length, dimS, dimZ));
      }
      System.arraycopy(item.s, 0, s, i * dimS, dimS);
      System.arraycopy(item.z, 0, z, i * dimZ, dimZ);
    }
    return new Codes(document.latentSpace, count, s, z);
  }

  private static float[] slice(float[] values, int index, int size) {
    float[] part = new float[size];
    System.arraycopy(values, index * size, part, 0, size);
    return part;
  }
}
