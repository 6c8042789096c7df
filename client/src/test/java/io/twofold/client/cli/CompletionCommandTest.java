package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompletionCommandTest {

  private static final Path LAUNCHER = Path.of("..", "twofold");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./twofold enc | encode",
        "./twofold ser | serve",
        "./twofold decode --latent | --latent-space",
        "./twofold rollout prom | promote",
        "./twofold models --output j | json",
        "./twofold completion z | zsh"
      })
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no bash")
  void bashCompletes(String typed, String expected) throws Exception {
    Path script = Files.write(folder.resolve("script"), script().bytes().toByteArray());
    Process bash = start(script, typed.split(" ", -1));
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.strip().split(" ", -1)).contains(expected);
    assertThat(bash.waitFor()).isZero();
  }

  private static Process start(Path script, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "compopt() { :; }; source \"$0\" && COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))"
                    + " && _complete_twofold && echo \"${COMPREPLY[@]}\"",
                script.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void everyCommandOfTheLauncherIsCompleted() throws IOException {
    String script = script().out();
    List<String> commands =
        Pattern.compile("^  ([a-z-]+) {2,}\\S", Pattern.MULTILINE)
            .matcher(Files.readString(LAUNCHER))
            .results()
            .map((MatchResult line) -> line.group(1))
            .toList();

    assertThat(commands).contains("quickstart", "serve", "encode", "completion");
    assertThat(commands)
        .allSatisfy(command -> assertThat(script).containsPattern("[\" ]" + command + "[\" ]"));
  }

  @Test
  void theShellIsOneThatIsKnown() {
    Run run = Run.of("completion", "fish");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'fish'", "BASH, ZSH").hasLineCount(1);
  }

  private static Run script() {
    Run run = Run.of("completion", "bash");
    assertThat(run.exitCode()).isZero();
    return run;
  }
}
