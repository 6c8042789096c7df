package io.twofold.trainer.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

  @TempDir Path folder;

  @Test
  void foldersAreMadeAndAnOlderFileIsReplaced() throws IOException {
    Path file = folder.resolve("a/b/file");
    DurableFiles.replace(file, bytes("older, and longer"));
    DurableFiles.replace(file, bytes("newer"));
    assertThat(file).hasContent("newer");
    assertThat(names(folder.resolve("a/b"))).containsExactly("file");
  }

  @Test
  void aDiskThatIsFullInTheMiddleLeavesTheOlderFileAlone() throws IOException {
    Path file = folder.resolve("file");
    DurableFiles.replace(file, bytes("older"));
    assertThatThrownBy(
            () ->
                DurableFiles.replace(
                    file,
                    bytes("newer"),
                    (channel, content) -> {
                      channel.write(ByteBuffer.wrap(content, 0, 2));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(file + " cannot be written: No space left on device");
    assertThat(file).hasContent("older");
    assertThat(names(folder)).containsExactly("file");
  }

  @Test
  void aFileInThePlaceOfAFolderIsNamed() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    assertThatThrownBy(() -> DurableFiles.replace(taken.resolve("file"), bytes("new")))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(
            "%s cannot be written: %s is a file, not a folder", taken.resolve("file"), taken);
    assertThat(taken).hasContent("a file");
  }

  @Test
  void aFolderInThePlaceOfTheFileIsAnErrorAndLeavesNothingElse() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("inside"));
    assertThatThrownBy(() -> DurableFiles.replace(taken, bytes("new")))
        .isInstanceOf(UnwritableException.class)
        .hasMessageStartingWith(taken + " cannot be written: ");
    assertThat(names(folder)).containsExactly("taken");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
