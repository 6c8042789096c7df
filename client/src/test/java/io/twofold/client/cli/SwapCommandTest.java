package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import io.twofold.v1.SwapRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SwapCommandTest {

  private final FakeCodec codec = new FakeCodec();
  private final Path folder;
  private final Path a;
  private final Path b;

  SwapCommandTest(@TempDir Path folder) {
    this.folder = folder;
    a = folder.resolve("in/a.png");
    b = folder.resolve("in/b.png");
  }

  @BeforeEach
  void images() throws IOException {
    codec.serve(Halves.MODELS);
    Files.createDirectories(folder.resolve("in"));
    Files.write(a, TestImages.png(1, 2, 3, 4));
    Files.write(b, TestImages.png(5, 6, 7, 8));
    Files.writeString(folder.resolve("in/notes.txt"), "not an image");
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void onePairGoesToOneFile() throws Exception {
    Path out = folder.resolve("new/deep/c.png");

    Run run = swap("--content", a, "--style", b, "--out", out, "--model", "halves");

    assertThat(run)
        .isEqualTo(Run.ended(0, out + " by halves version 3" + System.lineSeparator(), ""));
    assertThat(pixels(out)).containsExactly(1, 2, 7, 8);
    SwapRequest request = Halves.next(codec, SwapRequest.class);
    assertThat(request.getModel().getModel()).isEqualTo("halves");
    assertThat(request.getModel().getVersion()).isZero();
    assertThat(request.getContents().getUint8().toByteArray()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path out =
        Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("c.png"), "x");

    assertThat(swap("--content", a, "--style", b, "--out", out).exitCode()).isZero();

    assertThat(pixels(out)).containsExactly(1, 2, 7, 8);
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void aLabelStandsInThePlaceOfAContent() throws Exception {
    Path out = folder.resolve("c.png");

    assertThat(swap("--as", "7", "--style", b, "--out", out, "--routing-key", "ann").exitCode())
        .isZero();

    SwapRequest request = Halves.next(codec, SwapRequest.class);
    assertThat(request.getContentLabelsList()).containsExactly("7");
    assertThat(request.hasContents()).isFalse();
    assertThat(request.getModel().getRoutingKey()).isEqualTo("ann");
    assertThat(pixels(out)).containsExactly('7', '7', 7, 8);
  }

  @Test
  void contentsAndLabelsExcludeEachOther() {
    Run both = swap("--as", "7", "--content", a, "--style", b, "--out", folder.resolve("c.png"));
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("mutually exclusive").hasLineCount(1);
    Run neither = swap("--style", b, "--out", folder.resolve("c.png"));
    assertThat(neither.exitCode()).isEqualTo(2);
    assertThat(neither.err()).contains("--content", "--as").hasLineCount(1);
  }

  @Test
  void severalPairsGoToNumberedFiles() throws IOException {
    Path out = folder.resolve("out");

    Run run = swap("--content", a, b, "--style", b, a, "--out", out);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(2);
    assertThat(pixels(out.resolve("0001.png"))).containsExactly(1, 2, 7, 8);
    assertThat(pixels(out.resolve("0002.png"))).containsExactly(5, 6, 3, 4);
  }

  @Test
  void aFolderStandsForItsImagesInOrder() throws IOException {
    Path out = folder.resolve("out");

    assertThat(swap("--content", a, "--style", folder.resolve("in"), "--out", out).exitCode())
        .isZero();

    assertThat(pixels(out.resolve("0001.png"))).containsExactly(1, 2, 3, 4);
    assertThat(pixels(out.resolve("0002.png"))).containsExactly(1, 2, 7, 8);
  }

  @Test
  void whatDoesNotPairIsAUsageError() {
    Run run = swap("--content", a, b, a, "--style", b, a, "--out", folder.resolve("out"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "error: 3 contents and 2 styles do not pair: give as many of both, or one of either;"
                + " see `./twofold swap --help`");
    assertThat(codec.requests()).isZero();
  }

  @Test
  void severalImagesNeedAFolder() {
    Run run = swap("--content", a, b, "--style", b, "--out", folder.resolve("c.png"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("2 images need a folder, not --out").hasLineCount(1);
  }

  @Test
  void onlyPngIsWritten() {
    Run run = swap("--content", a, "--style", b, "--out", folder.resolve("c.jpg"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--out must be a .png file or a folder, not ");
  }

  @Test
  void aFileThatIsMissingOrNoPngIsNamed() {
    Path missing = folder.resolve("missing.png");
    Path notes = folder.resolve("in/notes.txt");
    Path out = folder.resolve("c.png");

    assertThat(swap("--content", missing, "--style", b, "--out", out))
        .isEqualTo(failed("there is no file " + missing));
    assertThat(swap("--content", a, "--style", notes, "--out", out))
        .isEqualTo(failed(notes + " is not a PNG file"));
    assertThat(out).doesNotExist();
  }

  @Test
  void badImagesOfManyAreLeftOutAndTheirNumbersStayFree() throws IOException {
    Path notes = folder.resolve("in/notes.txt");
    Path out = folder.resolve("out");

    Run run = swap("--content", a, notes, b, notes, "--style", b, "--out", out);

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err().lines())
        .containsExactly(
            "left out: " + notes + " is not a PNG file",
            "left out: " + notes + " is not a PNG file",
            "error: 2 of 4 images cannot be used and were left out;"
                + " mend or remove them, and run the command again");
    assertThat(pixels(out.resolve("0001.png"))).containsExactly(1, 2, 7, 8);
    assertThat(pixels(out.resolve("0003.png"))).containsExactly(5, 6, 7, 8);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void scriptsGetTheFilesInJson() {
    Path out = folder.resolve("out");

    Run run = swap("--content", a, b, "--style", b, "--out", out, "--output", "json");

    assertThat(Documents.line(run.out()))
        .isEqualTo(
            JsonParser.parseString(
                "{'model':'halves','version':3,'latent_space':'run-3','out':'%1$s','images':"
                        .formatted(out)
                    + "['%1$s/0001.png','%1$s/0002.png'],'left_out':[]}".formatted(out)));
  }

  @Test
  void aPipeTakesAnImageAndGivesOne() throws IOException {
    Run run =
        Run.fed(
            Files.readAllBytes(a),
            "swap",
            "--server",
            codec.target(),
            "--content",
            "-",
            "--style",
            b,
            "--out",
            "-");

    assertThat(run.exitCode()).isZero();
    assertThat(TestImages.pixels(run.bytes().toByteArray())).containsExactly(1, 2, 7, 8);
  }

  @Test
  void aFolderWithoutImagesIsNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(swap("--content", empty, "--style", b, "--out", folder.resolve("c.png")))
        .isEqualTo(failed("there is no *.png in the folder " + empty));
  }

  @Test
  void anOutputUnderAFileIsAnError() {
    Run run = swap("--content", a, "--style", b, "--out", a.resolve("c.png"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").contains(a.toString()).hasLineCount(1);
    assertThat(a).isRegularFile();
  }

  private Run swap(Object... args) {
    Object[] words = new Object[args.length + 3];
    words[0] = "swap";
    words[1] = "--server";
    words[2] = codec.target();
    System.arraycopy(args, 0, words, 3, args.length);
    return Run.of(words);
  }

  private static Run failed(String message) {
    return Run.ended(1, "", "error: " + message + System.lineSeparator());
  }

  private static int[] pixels(Path png) throws IOException {
    return TestImages.pixels(Files.readAllBytes(png));
  }
}
