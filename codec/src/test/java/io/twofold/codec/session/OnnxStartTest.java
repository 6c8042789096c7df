package io.twofold.codec.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes in which ONNX Runtime finds it hard to start. */
class OnnxStartTest {

  @TempDir Path repository;

  @Test
  void aCodecOpensUnderALongClassPath() throws Exception {
    String padding =
        IntStream.range(0, 300)
            .mapToObj("/nowhere/in/particular/library-%03d.jar"::formatted)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    assertThat(run(padding, List.of())).isEqualTo("exit 0: opened tiny-1");
  }

  @Test
  void aMissingNativeLibraryIsNamedWithTheWayOut() throws Exception {
    assertThat(run("", List.of("-Donnxruntime.native.path=/nonexistent")))
        .startsWith("exit 3: ONNX Runtime's native library did not start")
        .contains("-Donnxruntime.native.path=DIR names a folder");
  }

  private String run(String moreClassPath, List<String> options) throws Exception {
    Path bundle = new TinyBundle("tiny", 1).publish(repository);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + System.getProperty("path.separator")
            + moreClassPath);
    command.add(Opens.class.getName());
    command.add(bundle.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "exit " + process.waitFor() + ": " + said.strip();
  }

  /** The process under test. */
  static final class Opens {
    private Opens() {}

    public static void main(String[] args) throws Exception {
      try (Codec codec = Codec.open(Path.of(args[0]))) {
        System.out.println("opened " + codec.latentSpace());
      } catch (OnnxUnavailableException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }
}
