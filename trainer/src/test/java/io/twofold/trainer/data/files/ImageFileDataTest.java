package io.twofold.trainer.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Dataset;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileDataTest {

  private static final FileOptions DEFAULTS = options(null, 1, List.of());

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void aSubfolderIsAClass() throws IOException {
    TestImages.twoClasses(folder, 12, 9);
    Dataset data = folder(DEFAULTS);
    assertThat(data.train().labelNames()).containsExactly("dark", "light");
    assertThat(data.train().count()).isEqualTo(20);
    assertThat(data.test().labelling().counts()).containsExactly(2, 2);
    assertThat(data.train().height()).isEqualTo(9);
    for (int i = 0; i < data.train().count(); i++) {
      int brightest = data.train().pixels()[i * 81] & 0xff;
      assertThat(data.train().labels()[i]).isEqualTo(brightest < 100 ? 0 : 1);
    }
    assertThat(log).containsExactly("24 images, fitted to 9x9 in grey");
    assertThat(data.settings())
        .containsEntry("data", "folder:" + folder)
        .containsEntry("size", "9x9")
        .containsEntry("channels", "grey")
        .containsEntry("data-seed", "1");
  }

  @Test
  void theSeedAloneSaysWhatIsHeldOut() throws IOException {
    TestImages.twoClasses(folder, 12, 4);
    Dataset data = folder(DEFAULTS);
    assertThat(folder(DEFAULTS).train().sha256()).isEqualTo(data.train().sha256());
    assertThat(folder(DEFAULTS).test().sha256()).isEqualTo(data.test().sha256());
    FileOptions other = new FileOptions(null, 1, 1.0 / 6, 2, null, List.of());
    assertThat(folder(other).test().sha256()).isNotEqualTo(data.test().sha256());
    FileOptions half = new FileOptions(null, 1, 0.5, 1, null, List.of());
    assertThat(folder(half).test().count()).isEqualTo(12);
  }

  @Test
  void trainAndTestAreHonoured() throws IOException {
    TestImages.twoClasses(folder.resolve("train"), 5, 4);
    TestImages.twoClasses(folder.resolve("test"), 2, 4);
    Dataset data = folder(DEFAULTS);
    assertThat(data.train().count()).isEqualTo(10);
    assertThat(data.test().count()).isEqualTo(4);

    TestImages.write(folder.resolve("test/grey/0.png"), 4, 4, Color.GRAY);
    assertRefused(
        "train and test must have the same classes; only in train: []; only in test: [grey]");
  }

  @Test
  void oddFilesAreCountedAndNamed() throws IOException {
    TestImages.twoClasses(folder, 6, 8);
    TestImages.write(folder.resolve("dark/wide.gif"), 4, 16, Color.BLACK);
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("light/broken" + i + ".png"), "no image");
    }
    Files.writeString(folder.resolve("light/notes.txt"), "no image");
    Files.writeString(folder.resolve("light/.hidden"), "no image");
    Files.writeString(folder.resolve("README"), "no image");
    Dataset data = folder(DEFAULTS);
    assertThat(data.train().count() + data.test().count()).isEqualTo(13);
    assertThat(log)
        .containsExactlyInAnyOrder(
            "13 images, fitted to 8x8 in grey",
            "Warning: 1 files lie in the folder of no class and were left out: README",
            "Warning: 1 files are neither PNG, JPEG, BMP nor GIF and were left out:"
                + " light/notes.txt",
            "Warning: 5 files could not be read and were left out: "
                + "light/broken0.png (neither PNG, JPEG, BMP nor GIF), "
                + "light/broken1.png (neither PNG, JPEG, BMP nor GIF), "
                + "light/broken2.png (neither PNG, JPEG, BMP nor GIF) and 2 more",
            "Warning: 1 images are not of 8x8 and were fitted to it: dark/wide.gif");
  }

  @Test
  void whatCannotBeLearntFromIsRefused() throws IOException {
    assertThatThrownBy(() -> ImageFileData.folder(folder.resolve("typo"), DEFAULTS, log::add))
        .isInstanceOf(DataException.class)
        .hasMessage("there is no folder " + folder.resolve("typo"));
    assertRefused("has no subfolders");
    TestImages.write(folder.resolve("only/0.png"), 4, 4, Color.GRAY);
    TestImages.write(folder.resolve("only/1.png"), 4, 4, Color.GRAY);
    assertRefused("are of one class only, 'only'");
    Files.createDirectories(folder.resolve("empty"));
    assertRefused(
        "no image to learn from that can be used has the label empty; add some, or take away its"
            + " folder");
    Files.writeString(folder.resolve("empty/broken.png"), "no image");
    assertRefused(
        "no image to learn from that can be used has the label empty; add some, or take away its"
            + " folder");
    assertThat(log).anySatisfy(line -> assertThat(line).contains("empty/broken.png"));
  }

  @Test
  void labelsThatNoModelCanCarryAreRefusedBeforeTraining() throws IOException {
    TestImages.twoClasses(folder, 2, 4);
    TestImages.write(folder.resolve("two\nlines/0.png"), 4, 4, Color.GRAY);
    assertRefused("a label must have 1 to 200 characters, none of them a tab, a line break or the");
    assertRefused("not 'two?lines'; rename its folder");
    assertCsvRefused(
        "path,label\ndark/0.png,%s\nlight/0.png,b\n".formatted("x".repeat(201)), "xxx'");
    assertCsvRefused("path,light,\ndark/0.png,0,1\nlight/0.png,1,0\n", "not ''; rename");
  }

  @Test
  void linksAreFollowedAndLoopsCounted(@TempDir Path elsewhere) throws IOException {
    TestImages.twoClasses(folder, 3, 4);
    TestImages.write(elsewhere.resolve("deep/0.png"), 4, 4, Color.GRAY);
    TestImages.write(elsewhere.resolve("deep/1.png"), 4, 4, Color.GRAY);
    Files.createSymbolicLink(folder.resolve("grey"), elsewhere);
    Files.createSymbolicLink(folder.resolve("dark/up"), Path.of(".."));
    Files.createSymbolicLink(elsewhere.resolve("deep/self"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("light/gone.png"), Path.of("nowhere.png"));
    Dataset data = folder(DEFAULTS);
    assertThat(data.train().labelNames()).containsExactly("dark", "grey", "light");
    assertThat(data.train().count() + data.test().count()).isEqualTo(8);
    assertThat(log)
        .contains(
            "Warning: 2 links lead back to a folder above them and were left out: dark/up,"
                + " grey/deep/self",
            "Warning: 1 entries are neither files nor folders and were left out:"
                + " light/gone.png");
  }

  @Test
  void classesThatAreTooSmallToSplitAreSaid() throws IOException {
    TestImages.twoClasses(folder, 1, 4);
    assertRefused(
        "2 to learn from and 0 held out; both are needed: a class of one image cannot be in both");
  }

  @Test
  void aTableThatIsNoUtf8IsRefused() throws IOException {
    TestImages.twoClasses(folder, 1, 4);
    byte[] latin = "path,label\ndark/0.png,b\u00f6se\n".getBytes(StandardCharsets.ISO_8859_1);
    Path csv = Files.write(folder.resolve("latin.csv"), latin);
    assertThatThrownBy(() -> ImageFileData.csv(csv, DEFAULTS, log::add))
        .isInstanceOf(DataException.class)
        .hasMessage(csv + ": line 2 is no text in UTF-8; save the table as CSV in UTF-8");
  }

  @Test
  void aPathThatNoFileCanHaveIsCounted() throws IOException {
    TestImages.twoClasses(folder, 3, 4);
    StringBuilder csv = new StringBuilder("path,label\ndark/\0.png,a\n");
    for (int i = 0; i < 3; i++) {
      csv.append("dark/%d.png,a\nlight/%d.png,b\n".formatted(i, i));
    }
    Path file = Files.writeString(folder.resolve("nul.csv"), csv);
    Dataset data = ImageFileData.csv(file, DEFAULTS, log::add);
    assertThat(data.train().count() + data.test().count()).isEqualTo(6);
    assertThat(log)
        .contains(
            "Warning: 1 rows name a file that does not exist and were left out: line 2:"
                + " dark/?.png");
  }

  @Test
  void aFileThatTwoRowsNameIsCounted() throws IOException {
    TestImages.twoClasses(folder, 2, 4);
    Path csv =
        Files.writeString(
            folder.resolve("twice.csv"),
            "path,label,split\ndark/0.png,a,train\nlight/0.png,b,train\n./dark/0.png,a,test\n");
    ImageFileData.csv(csv, DEFAULTS, log::add);
    assertThat(log)
        .contains(
            "Warning: 1 rows name a file that a row above them names too: line 4: ./dark/0.png");
  }

  @Test
  void colourAndSizeAreTheUsers() throws IOException {
    TestImages.twoClasses(folder, 3, 8);
    Dataset data = folder(options(new ImageSize(4, 6), 3, List.of()));
    assertThat(data.train().channels()).isEqualTo(3);
    assertThat(data.train().height()).isEqualTo(4);
    assertThat(data.train().width()).isEqualTo(6);
    assertThat(data.settings()).containsEntry("channels", "rgb").containsEntry("size", "4x6");
  }

  @Test
  void aTableWithOneLabelColumnHasClasses() throws IOException {
    TestImages.twoClasses(folder.resolve("images"), 4, 4);
    Path csv = table("file,kind,split", true, "train,train,test,test");
    Dataset data = ImageFileData.csv(csv, DEFAULTS, log::add);
    assertThat(data.name()).isEqualTo("labels");
    assertThat(data.train().labelKind()).isEqualTo(LabelKind.SINGLE);
    assertThat(data.train().labelNames()).containsExactly("2", "10");
    assertThat(data.train().count()).isEqualTo(4);
    assertThat(data.test().count()).isEqualTo(4);
    assertThat(data.settings()).containsEntry("data", "csv:" + csv);
  }

  /** Rows of the 4 + 4 images in {@code images}: path, class, split. */
  private Path table(String header, boolean numbers, String splits) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < 4; i++) {
      String split = splits.split(",", -1)[i];
      lines.add("images/dark/%d.png,%s,%s".formatted(i, numbers ? "2" : "a", split));
      lines.add("images/light/%d.png,%s,%s".formatted(i, numbers ? "10" : "b", split));
    }
    return Files.write(folder.resolve("labels.csv"), lines);
  }

  @Test
  void aTableWithSeveralLabelColumnsHasSubsets() throws IOException {
    TestImages.twoClasses(folder.resolve("images"), 4, 4);
    List<String> lines = new ArrayList<>(List.of("\ufeffpath,light,\"even, or not\",note"));
    for (int i = 0; i < 4; i++) {
      lines.add("images/dark/%d.png,0,%d,x".formatted(i, i % 2));
      lines.add("\"images/light/%d.png\",1,%d,\"y, z\"".formatted(i, i % 2));
    }
    Path csv = Files.write(folder.resolve("labels.csv"), lines);
    assertThatThrownBy(() -> ImageFileData.csv(csv, DEFAULTS, log::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("labels.csv: line 2 has 'x' in the label column note");

    FileOptions chosen = options(null, 3, List.of("light", "even, or not"));
    Dataset data = ImageFileData.csv(csv, chosen, log::add);
    assertThat(data.train().labelKind()).isEqualTo(LabelKind.MULTI);
    assertThat(data.train().labelNames()).containsExactly("light", "even, or not");
    assertThat(data.train().count() + data.test().count()).isEqualTo(8);
    for (int i = 0; i < data.train().count(); i++) {
      int red = data.train().pixels()[i * 48] & 0xff;
      assertThat(data.train().labelling().has(i, 0)).isEqualTo(red > 100);
      int number = red > 100 ? 255 - red : red;
      assertThat(data.train().labelling().has(i, 1)).isEqualTo(number % 2 == 1);
    }
  }

  @Test
  void oddRowsAreCountedOrRefused() throws IOException {
    TestImages.twoClasses(folder.resolve("images"), 4, 4);
    Path csv = table("image,kind,split", false, "train,train,train,test");
    List<String> lines = new ArrayList<>(Files.readAllLines(csv));
    lines.add("images/none.png,a,train");
    lines.add(",a,train");
    lines.add("images/dark/1.png,,train");
    Files.write(csv, lines);
    assertThat(ImageFileData.csv(csv, DEFAULTS, log::add).train().count()).isEqualTo(6);
    assertThat(log)
        .contains(
            "Warning: 1 rows name a file that does not exist and were left out: line 10:"
                + " images/none.png",
            "Warning: 1 rows name no file and were left out: line 11",
            "Warning: 1 rows have no label and were left out: line 12: images/dark/1.png");

    assertCsvRefused("image,kind\na.png,b,c\n", "line 2 has 3 columns, where the header has 2");
    assertCsvRefused("image,split\na.png,train\n", "the header names no label column");
    assertCsvRefused("image,kind,kind\n", "the header names a column twice");
    assertCsvRefused("photo,kind\n", "--path-column names the one");
    assertCsvRefused("path;kind\n", "commas must stand between the columns, not as in 'path;kind'");
    assertCsvRefused("", "is empty");
    assertCsvRefused("image,kind\n\"a.png\"x,b\n", "is broken");
    assertCsvRefused(
        "image,kind,split\nimages/dark/0.png,b,dev\n",
        "line 2 has 'dev' in the column split, not train or test");
  }

  private void assertCsvRefused(String content, String reason) throws IOException {
    Path csv = Files.writeString(folder.resolve("odd.csv"), content);
    assertThatThrownBy(() -> ImageFileData.csv(csv, DEFAULTS, log::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> folder(DEFAULTS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  private Dataset folder(FileOptions options) throws IOException {
    return ImageFileData.folder(folder, options, log::add);
  }

  private static FileOptions options(@Nullable ImageSize size, int channels, List<String> labels) {
    return new FileOptions(size, channels, 1.0 / 6, 1, null, labels);
  }
}
