package io.twofold.codec.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose command line is long must survive ONNX Runtime's start. */
class LongCommandLineTest {

  @TempDir Path repository;

  @Test
  void aCodecOpensUnderALongClassPath() throws Exception {
    Path bundle = new TinyBundle("tiny", 1).publish(repository);
    String padding =
        IntStream.range(0, 300)
            .mapToObj("/nowhere/in/particular/library-%03d.jar"::formatted)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")
                    + System.getProperty("path.separator")
                    + padding,
                Opens.class.getName(),
                bundle.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("opened tiny-1");
  }

  /** The process under test. */
  static final class Opens {
    private Opens() {}

    public static void main(String[] args) throws Exception {
      try (Codec codec = Codec.open(Path.of(args[0]))) {
        System.out.println("opened " + codec.latentSpace());
      }
    }
  }
}
