package io.twofold.client.cli.codes;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codes as an array of numpy (NPY 1.0): little-endian float32 in C order, of the shape [count,
 * dim_s + dim_z], each row an s followed by its z.
 *
 * <p>Such a file cannot say where its codes come from. The one beside it, with {@value #SIDECAR}
 * after its name, does:
 *
 * <pre>
 * {"model": "mnist", "version": 1, "latent_space": "...", "dim_s": 16, "dim_z": 16,
 *  "files": ["three.png", ...]}
 * </pre>
 */
public final class NpyCodes {

  /** What follows the name of an array in the name of the file beside it. */
  public static final String SIDECAR = ".json";

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "(?=.*'descr': *'<f4')(?=.*'fortran_order': *False)"
              + ".*'shape': *\\((\\d{1,9}), *(\\d{1,6}),?\\).*",
          Pattern.DOTALL);

  private NpyCodes() {}

  /** Writes the array. */
  static final class Writer implements CodesWriter {

    private final OutputStream stream;
    private final ByteBuffer row;
    private final long count;
    private long written;

    Writer(OutputStream stream, Origin origin, long count) throws IOException {
      int columns = origin.dimS() + origin.dimZ();
      this.stream = stream;
      this.count = count;
      this.row = ByteBuffer.allocate(4 * columns).order(ByteOrder.LITTLE_ENDIAN);
      String header =
          "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(count, columns);
      int unpadded = MAGIC.length + 2 + header.length() + 1;
      String padding = " ".repeat(Math.floorMod(-unpadded, ALIGNMENT));
      byte[] text = (header + padding + "\n").getBytes(StandardCharsets.US_ASCII);
      stream.write(MAGIC);
      stream.write(text.length & 0xff);
      stream.write(text.length >> 8);
      stream.write(text);
    }

    @Override
    public void write(String name, float[] s, float[] z) throws IOException {
      row.clear();
      row.asFloatBuffer().put(s).put(z);
      stream.write(row.array());
      written++;
    }

    @Override
    public void close() throws IOException {
      stream.close();
      if (written != count) {
        throw new IllegalStateException("%d codes of %d were written".formatted(written, count));
      }
    }
  }

  /** The file beside an array. */
  public static String sidecar(Origin origin, List<String> names) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setFormattingStyle(FormattingStyle.PRETTY);
      json.beginObject();
      JsonCodes.header(json, origin);
      json.name("files").beginArray();
      for (String name : names) {
        json.value(name);
      }
      json.endArray();
      json.endObject();
    }
    return text + "\n";
  }

  /** What the file beside an array says. */
  record Sidecar(Origin origin, List<String> names) {

    static Sidecar read(Reader text) throws IOException {
      JsonCodes.Header header = new JsonCodes.Header();
      List<String> names = new ArrayList<>();
      try (JsonReader json = new JsonReader(text)) {
        json.setStrictness(Strictness.LENIENT);
        json.beginObject();
        while (json.hasNext()) {
          String name = json.nextName();
          if (name.equals("files")) {
            json.beginArray();
            while (json.hasNext()) {
              names.add(json.nextString());
            }
            json.endArray();
          } else if (!header.take(name, json)) {
            json.skipValue();
          }
        }
        json.endObject();
      }
      return new Sidecar(header.origin(), names);
    }
  }

  /**
   * Reads an array.
   *
   * @param sidecar where its codes come from; it may leave the names out
   * @throws IllegalArgumentException where it is something else, or of other sizes
   */
  static CodesDocument read(InputStream stream, Sidecar sidecar) throws IOException {
    DataInputStream data = new DataInputStream(stream);
    byte[] magic = data.readNBytes(MAGIC.length);
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("it is not an array of numpy in NPY 1.0");
    }
    int length = data.readUnsignedByte() | data.readUnsignedByte() << 8;
    String header = new String(data.readNBytes(length), StandardCharsets.US_ASCII);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "its array must be float32 in C order with two dimensions, as numpy.save writes"
              + " np.ascontiguousarray(codes, np.float32), not "
              + header.strip());
    }
    int count = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    int dimS = sidecar.origin().dimS();
    int dimZ = sidecar.origin().dimZ();
    if (columns != dimS + dimZ) {
      throw new IllegalArgumentException(
          "its rows must have %d values, %d of s and %d of z, not %d"
              .formatted(dimS + dimZ, dimS, dimZ, columns));
    }
    if (!sidecar.names().isEmpty() && sidecar.names().size() != count) {
      throw new IllegalArgumentException(
          "it has %d rows, and %d files are named beside it"
              .formatted(count, sidecar.names().size()));
    }
    Rows rows = new Rows();
    rows.dims(dimS, dimZ);
    byte[] bytes = new byte[4 * columns];
    for (int i = 0; i < count; i++) {
      data.readFully(bytes);
      float[] s = new float[dimS];
      float[] z = new float[dimZ];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(s).get(z);
      rows.add(sidecar.names().isEmpty() ? "" : sidecar.names().get(i), s, z);
    }
    if (data.read() >= 0) {
      throw new IllegalArgumentException("it is longer than its shape says");
    }
    return rows.document(sidecar.origin().servedBy());
  }
}
