package io.twofold.client.cli.codes;

import io.twofold.client.ServedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes as CSV (RFC 4180), a line an image, under the header
 *
 * <pre>
 * file,model,version,latent_space,s_0,s_1,...,z_0,z_1,...
 * </pre>
 *
 * <p>Columns may come in any order; {@code file}, {@code model} and {@code version} may be left
 * out, and others may be there.
 */
final class CsvCodes {

  private CsvCodes() {}

  /** Writes the lines. */
  static final class Writer implements CodesWriter {

    private final OutputStreamWriter text;
    private final String origin;

    Writer(OutputStream stream, Origin origin) throws IOException {
      ServedBy servedBy = origin.servedBy();
      this.text = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
      this.origin =
          ",%s,%d,%s"
              .formatted(
                  CsvLines.quoted(servedBy.model()),
                  servedBy.version(),
                  CsvLines.quoted(servedBy.latentSpace()));
      text.write("file,model,version,latent_space");
      writeNames("s_", origin.dimS());
      writeNames("z_", origin.dimZ());
      text.write("\n");
    }

    private void writeNames(String prefix, int dim) throws IOException {
      for (int i = 0; i < dim; i++) {
        text.write("," + prefix + i);
      }
    }

    @Override
    public void write(String name, float[] s, float[] z) throws IOException {
      text.write(CsvLines.quoted(name));
      text.write(origin);
      writeValues(s);
      writeValues(z);
      text.write("\n");
    }

    private void writeValues(float[] values) throws IOException {
      for (float value : values) {
        text.write("," + value);
      }
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }

  /**
   * Reads what a {@link Writer}, or anything else that keeps the header, wrote.
   *
   * @param latentSpace what stands in for the column of that name, where there is none
   * @throws IllegalArgumentException where it is something else
   */
  static CodesDocument read(Reader text, @Nullable String latentSpace) throws IOException {
    CsvLines lines = new CsvLines(text);
    List<String> header = lines.next();
    if (header == null) {
      throw new IllegalArgumentException("it is empty");
    }
    int[] s = columns(header, "s_");
    int[] z = columns(header, "z_");
    int file = header.indexOf("file");
    Rows rows = new Rows();
    @Nullable ServedBy origin = null;
    for (List<String> line = lines.next(); line != null; line = lines.next()) {
      if (line.size() != header.size()) {
        throw new IllegalArgumentException(
            "line %d must have %d columns, not %d"
                .formatted(lines.number(), header.size(), line.size()));
      }
      ServedBy made = origin(header, line, latentSpace);
      if (origin != null && !origin.latentSpace().equals(made.latentSpace())) {
        throw new IllegalArgumentException(
            "line %d is of the latent space %s, and those before of %s: decode them apart"
                .formatted(lines.number(), made.latentSpace(), origin.latentSpace()));
      }
      origin = origin == null || origin.equals(made) ? made : withoutVersion(made);
      rows.add(file < 0 ? "" : line.get(file), values(line, s, lines), values(line, z, lines));
    }
    return rows.document(origin == null ? new ServedBy("", 0, "") : origin);
  }

  /** Versions of one latent space: any of them decodes the codes. */
  private static ServedBy withoutVersion(ServedBy servedBy) {
    return new ServedBy(servedBy.model(), 0, servedBy.latentSpace());
  }

  private static ServedBy origin(
      List<String> header, List<String> line, @Nullable String latentSpace) {
    int space = header.indexOf("latent_space");
    if (space < 0 && latentSpace == null) {
      throw new IllegalArgumentException(
          "the column 'latent_space' is missing: --latent-space says it in its place");
    }
    int model = header.indexOf("model");
    int version = header.indexOf("version");
    return new ServedBy(
        model < 0 ? "" : line.get(model),
        version < 0 ? 0 : Long.parseLong(line.get(version).strip()),
        space < 0 ? String.valueOf(latentSpace) : line.get(space));
  }

  private static int[] columns(List<String> header, String prefix) {
    int dim = (int) header.stream().filter(name -> name.matches(prefix + "\\d+")).count();
    int[] columns = new int[dim];
    for (int i = 0; i < dim; i++) {
      columns[i] = header.indexOf(prefix + i);
      if (columns[i] < 0) {
        throw new IllegalArgumentException("the column '%s%d' is missing".formatted(prefix, i));
      }
    }
    if (dim == 0) {
      throw new IllegalArgumentException("the column '%s0' is missing".formatted(prefix));
    }
    return columns;
  }

  private static float[] values(List<String> line, int[] columns, CsvLines lines) {
    float[] values = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      try {
        values[i] = Float.parseFloat(line.get(columns[i]).strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "line %d: '%s' is not a number".formatted(lines.number(), line.get(columns[i])), e);
      }
    }
    return values;
  }
}
