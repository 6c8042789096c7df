package io.twofold.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.batch.TestData;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PngEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, embedded, against the same bundle in this process. */
class CommandsTest {

  private static final int COUNT = 300;
  private static final int DIM_S = TinyBundle.DIM_S;
  private static final int SIZE = TinyBundle.SHAPE.size();
  private static final float CLOSE = 1e-5f;

  private record Run(int exitCode, String out, String err) {}

  @TempDir Path folder;
  private Path bundle;
  private final byte[] pixels = TestData.pixels(COUNT, TinyBundle.SHAPE, 3);

  @BeforeEach
  void publish() throws Exception {
    bundle = new TinyBundle("tiny", 1).publish(folder.resolve("models"));
  }

  @Test
  void idxFilesAreEncodedAndTheirCodesDecoded() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    byte[] first = TestData.images(pixels, TinyBundle.SHAPE, 0, 100);
    byte[] rest = TestData.images(pixels, TinyBundle.SHAPE, 100, COUNT);
    TestData.idx(in.resolve("a-idx3-ubyte"), first, TinyBundle.SHAPE);
    TestData.idx(in.resolve("b-idx3-ubyte.gz"), rest, TinyBundle.SHAPE);
    Run encoded = run("bulk-encode", "--in", in.toString(), "--out", out("codes"));
    assertThat(encoded.err()).isEmpty();
    assertThat(encoded.exitCode()).isZero();
    assertThat(encoded.out()).contains("300 images by tiny 1");
    assertThat(folder.resolve("codes/_SUCCESS")).exists();

    float[] xHat;
    try (Codec codec = Codec.open(bundle)) {
      Codes codes = codec.encode(TestData.floats(pixels));
      xHat = codec.decode(codes);
      for (Row row : rows("codes")) {
        int image = number(row.getAs("name"));
        assertThat(floats(row, "s"))
            .containsExactly(
                Arrays.copyOfRange(codes.s(), image * DIM_S, (image + 1) * DIM_S), within(CLOSE));
        assertThat(row.<String>getAs("error")).isNull();
        assertThat(row.<String>getAs("model")).isEqualTo("tiny");
        assertThat(row.<Long>getAs("version")).isEqualTo(1);
        assertThat(row.<String>getAs("latent_space")).isEqualTo("tiny-1");
        assertThat(row.<String>getAs("bundle_sha256")).matches("[0-9a-f]{64}");
      }
    }
    assertThat(rows("codes").stream().map(row -> number(row.getAs("name"))).distinct())
        .hasSize(COUNT);

    Run decoded =
        run("bulk-decode", "--in", out("codes"), "--out", out("rebuilt"), "--pixels", "float32");
    assertThat(decoded.err()).isEmpty();
    assertThat(decoded.exitCode()).isZero();
    assertThat(rows("rebuilt")).hasSize(COUNT);
    for (Row row : rows("rebuilt")) {
      int image = number(row.getAs("name"));
      assertThat(floats(row, "x_hat"))
          .containsExactly(
              Arrays.copyOfRange(xHat, image * SIZE, (image + 1) * SIZE), within(CLOSE));
    }
  }

  @Test
  void badFilesAreNamedAndFatalAboveTheirShare() throws Exception {
    Path in = TestData.pngs(folder.resolve("in"), TestData.images(pixels, TinyBundle.SHAPE, 0, 40));
    Files.writeString(in.resolve("broken.png"), "not a PNG");
    Path nested = Files.createDirectory(in.resolve("more"));
    Files.copy(in.resolve("007.png"), nested.resolve("seven.PNG"));
    Run refused = run("bulk-encode", "--in", in.toString(), "--out", out("codes"));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .contains("1 of 42 cannot be taken, more than --max-bad allows", "broken.png: ");
    assertThat(folder.resolve("codes")).doesNotExist();
    assertThat(names(folder)).containsExactlyInAnyOrder("in", "models");

    Run taken =
        run("bulk-encode", "--in", in.toString(), "--out", out("codes"), "--max-bad", "0.1");
    assertThat(taken.exitCode()).isZero();
    assertThat(taken.out()).contains("42 images", "1 could not be taken", "broken.png: ");
    List<Row> rows = rows("codes");
    assertThat(rows).hasSize(42);
    assertThat(rows.stream().filter(row -> row.getAs("error") != null))
        .singleElement()
        .satisfies(row -> assertThat(row.<String>getAs("name")).isEqualTo("broken.png"))
        .satisfies(row -> assertThat(row.<Object>getAs("s")).isNull());
    assertThat(floats(named(rows, "more/seven.PNG"), "z"))
        .isEqualTo(floats(named(rows, "007.png"), "z"));
  }

  @Test
  void parquetColumnsAreSwapped() throws Exception {
    byte[] styles = TestData.pixels(COUNT, TinyBundle.SHAPE, 4);
    parquet(styles);
    Run run =
        run(
            "bulk-swap",
            "--in",
            out("pairs"),
            "--image-column",
            "content",
            "--out",
            out("swapped"),
            "--pixels",
            "float32",
            "--batch",
            "7");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    try (Codec codec = Codec.open(bundle)) {
      float[] swapped = codec.swap(TestData.floats(pixels), TestData.floats(styles));
      for (Row row : rows("swapped")) {
        int image = number(row.getAs("name"));
        assertThat(floats(row, "x_hat"))
            .containsExactly(
                Arrays.copyOfRange(swapped, image * SIZE, (image + 1) * SIZE), within(CLOSE));
      }
    }
    assertThat(rows("swapped")).hasSize(COUNT);
  }

  @Test
  void imagesTakeTheStyleOfOneOrOfTheirNamesake() throws Exception {
    byte[] few = TestData.images(pixels, TinyBundle.SHAPE, 0, 10);
    Path contents = TestData.pngs(folder.resolve("contents"), few);
    Path styles = TestData.pngs(folder.resolve("styles"), TestData.pixels(10, TinyBundle.SHAPE, 5));
    Files.delete(styles.resolve("009.png"));
    Run all =
        run(
            "bulk-swap",
            "--in",
            contents.toString(),
            "--style",
            styles.resolve("003.png").toString(),
            "--out",
            out("one"));
    assertThat(all.err()).isEmpty();
    Run each =
        run(
            "bulk-swap",
            "--in",
            contents.toString(),
            "--style",
            styles.toString(),
            "--out",
            out("each"),
            "--max-bad",
            "0.5");
    assertThat(each.err()).isEmpty();
    assertThat(each.out()).contains("009.png: the style is missing");
    assertThat(rows("one")).hasSize(10);
    assertThat(named(rows("one"), "003.png").<byte[]>getAs("image"))
        .isEqualTo(named(rows("each"), "003.png").<byte[]>getAs("image"))
        .startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void whatCannotBeDoneIsRefusedInOneLine() throws Exception {
    Path in = TestData.pngs(folder.resolve("in"), TestData.images(pixels, TinyBundle.SHAPE, 0, 3));
    Files.createDirectory(folder.resolve("there"));
    refused(
        run("bulk-encode", "--in", in.toString(), "--out", out("there")),
        "there exists; choose another folder, or remove it");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(run("bulk-encode", "--in", empty.toString(), "--out", out("x")), "holds no images");
    refused(
        run("bulk-encode", "--in", out("nowhere"), "--out", out("x")),
        "there is no file or folder");
    Path wide = folder.resolve("wide-idx3-ubyte");
    TestData.idx(wide, new byte[48], new ImageShape(1, 4, 6));
    refused(
        run("bulk-encode", "--in", wide.toString(), "--out", out("x")),
        "wide-idx3-ubyte holds images of 1x4x6, the model takes 1x4x5");
    TestData.idx(wide, new byte[40], new ImageShape(1, 5, 4));
    refused(
        run("bulk-encode", "--in", wide.toString(), "--out", out("x")),
        "wide-idx3-ubyte holds images of 1x5x4, the model takes 1x4x5");
    Files.write(wide, new byte[] {0, 0, 8, 3, 0, 0});
    refused(
        run("bulk-encode", "--in", wide.toString(), "--out", out("x")), "is cut off in its header");
    assertThat(folder.resolve("x")).doesNotExist();
    Run usage = run("bulk-encode", "--in", in.toString(), "--out", out("x"), "--max-bad", "2");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.err())
        .contains("--max-bad must be from 0 to 1, not 2.0; see `./twofold bulk-encode --help`");
    byte[] graph = Files.readAllBytes(bundle.resolve("dec.onnx"));
    graph[graph.length / 2] ^= 1;
    Files.write(bundle.resolve("dec.onnx"), graph);
    refused(run("bulk-encode", "--in", in.toString(), "--out", out("x")), "dec.onnx has SHA-256");
  }

  @Test
  void aBrokenParquetFileIsNamed() throws Exception {
    Path broken =
        Files.writeString(folder.resolve("broken.parquet"), "PAR1 and no more of it PAR1");

    Run run = run("bulk-encode", "--in", broken.toString(), "--out", out("x"));

    assertThat(run.err())
        .matches("error: file:\\S*/broken.parquet cannot be read: .+\\R")
        .hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void codesOfAnotherTrainingRunAreRefused() throws Exception {
    Path in = TestData.idx(folder.resolve("a-idx3-ubyte"), pixels, TinyBundle.SHAPE);
    assertThat(run("bulk-encode", "--in", in.toString(), "--out", out("codes")).exitCode())
        .isZero();
    bundle = new TinyBundle("tiny", 2).publish(folder.resolve("models"));
    refused(run("bulk-decode", "--in", out("codes"), "--out", out("x")), "tiny-1");
  }

  @Test
  void theHelpTeachesByExample() {
    Run help = run("bulk-swap", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Examples:", "--style seven.png", "Exit codes:", "--pixels");
  }

  private static void refused(Run run, String why) {
    assertThat(run.err()).startsWith("error: ").contains(why).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(3);
  }

  private Run run(String command, String... args) {
    List<String> words =
        Stream.concat(
                Stream.of(command, "--model", bundle.toString(), "--threads", "2"), Stream.of(args))
            .toList();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            words.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    // A line of progress may come on a slow machine.
    return new Run(exitCode, out.toString(), err.toString().replaceAll("  .* images, .*\\R", ""));
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private List<Row> rows(String name) throws IOException {
    try (SparkSession spark = Sessions.open("test", 1)) {
      return spark.read().parquet(out(name)).collectAsList();
    }
  }

  private static Row named(List<Row> rows, String name) {
    return rows.stream().filter(row -> name.equals(row.getAs("name"))).findFirst().orElseThrow();
  }

  private static float[] floats(Row row, String column) {
    List<Float> values = row.getList(row.fieldIndex(column));
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  /** The image's number: those of the second IDX file begin at 100. */
  private static int number(String name) {
    int number = Integer.parseInt(name.substring(name.indexOf('#') + 1));
    return name.startsWith("b-") ? 100 + number : number;
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Contents as PNG files, styles as bytes. */
  private void parquet(byte[] styles) throws IOException {
    StructType schema =
        new StructType()
            .add("name", DataTypes.StringType)
            .add("content", DataTypes.BinaryType)
            .add("style", DataTypes.BinaryType);
    List<Row> rows =
        Stream.iterate(0, i -> i + 1)
            .limit(COUNT)
            .map(
                i ->
                    RowFactory.create(
                        "#" + i,
                        PngEncoder.encode(
                            TestData.images(pixels, TinyBundle.SHAPE, i, i + 1), TinyBundle.SHAPE),
                        TestData.images(styles, TinyBundle.SHAPE, i, i + 1)))
            .toList();
    try (SparkSession spark = Sessions.open("test", 2)) {
      spark.createDataFrame(rows, schema).write().parquet(out("pairs"));
    }
  }
}
