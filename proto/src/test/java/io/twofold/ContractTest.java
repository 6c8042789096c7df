package io.twofold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract keeps buf's rules, and a client of the last released contract goes on working.
 *
 * <p>{@code contract.binpb} is that contract, a descriptor set; {@code proto/release-contract}
 * makes it anew at a release.
 */
class ContractTest {

  private static final Path BUF = Path.of("target", "buf").toAbsolutePath();
  private static final Path RELEASED = Path.of("contract.binpb").toAbsolutePath();
  private static final String CODEC = "twofold/v1/codec_service.proto";

  /** What buf ends with when it has found something. */
  private static final int FOUND = 100;

  private record Ran(int exit, String output) {}

  @TempDir private Path cache;

  @BeforeAll
  static void bufCanBeRun() {
    assertThat(BUF.toFile().setExecutable(true)).as("%s can be run", BUF).isTrue();
  }

  @Test
  void itKeepsTheRulesOfBuf() throws Exception {
    assertThat(buf(Path.of(""), "lint")).isEqualTo(new Ran(0, ""));
  }

  @Test
  void itBreaksNoClientOfTheLastRelease() throws Exception {
    assertThat(breaking(Path.of(""))).isEqualTo(new Ran(0, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "a removed field, string routing_key = 3;, '', Previously present field \"3\"",
    "a renumbered field, string routing_key = 3;, string routing_key = 4;, Previously present field \"3\"",
    "a changed type, string routing_key = 3;, bytes routing_key = 3;, changed type",
    "a renamed field, string routing_key = 3;, string key = 3;, changed name",
    "a removed value, IMAGE_FORMAT_PNG = 3;, '', Previously present enum value \"3\"",
    "a removed RPC, rpc ListModels(ListModelsRequest) returns (ListModelsResponse);, '', Previously present RPC \"ListModels\""
  })
  void itSeesABreak(String what, String before, String after, String finding, @TempDir Path copy)
      throws Exception {
    changed(copy, before, after);

    Ran ran = breaking(copy);

    assertThat(ran.exit()).as("%s: %s", what, ran.output()).isEqualTo(FOUND);
    assertThat(ran.output()).contains(finding);
  }

  @Test
  void aNewFieldIsNoBreak(@TempDir Path copy) throws Exception {
    changed(copy, "string routing_key = 3;", "string routing_key = 3;\n  string later = 99;");

    assertThat(breaking(copy)).isEqualTo(new Ran(0, ""));
  }

  @Test
  void aFieldWithoutACommentIsAFinding(@TempDir Path copy) throws Exception {
    changed(copy, "string routing_key = 3;", "string routing_key = 3;\n  string later = 99;");

    Ran ran = buf(copy, "lint");

    assertThat(ran.exit()).isEqualTo(FOUND);
    assertThat(ran.output()).contains("Field \"later\" should have a non-empty comment");
  }

  private Ran breaking(Path contract) throws Exception {
    return buf(contract, "breaking", "--against", RELEASED.toString());
  }

  private Ran buf(Path contract, String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of(BUF.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(contract.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().put("BUF_CACHE_DIR", cache.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), output);
  }

  /** Copies the contract with one change to the file of the codec's service. */
  private static void changed(Path copy, String before, String after) throws IOException {
    Path sources = Path.of("src", "main", "proto");
    Files.copy(Path.of("buf.yaml"), copy.resolve("buf.yaml"));
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(file.toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path file = copy.resolve(sources.resolve(CODEC).toString());
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }
}
