package io.twofold.client.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Writes the script that lets a shell complete commands and options, for `./twofold` and for"
          + " a `twofold` on the PATH.",
      "Of the commands that train, serve and measure, the names are completed."
    },
    footer = {
      "  In bash, now, and from now on:",
      "    source <(./twofold completion bash)",
      "    ./twofold completion bash > ~/.local/share/bash-completion/completions/twofold",
      "  In zsh, as a line of ~/.zshrc:",
      "    source <(/path/to/twofold completion zsh)"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class CompletionCommand implements Callable<Integer> {

  /** A shell that reads the script. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The launcher's commands that other modules have. */
  private static final List<String> ELSEWHERE =
      List.of(
          "quickstart",
          "train",
          "evaluate",
          "samples",
          "bench-train",
          "tradeoff",
          "serve",
          "bench",
          "bulk-encode",
          "bulk-decode",
          "bulk-swap",
          "bench-bulk");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  @SuppressWarnings({"unused", "UnusedVariable"}) // The script is the same for both.
  private Shell shell;

  @Override
  public Integer call() {
    CommandLine launcher = spec.root().commandLine();
    ELSEWHERE.forEach(name -> launcher.addSubcommand(name, CommandSpec.create()));
    spec.commandLine().getOut().println(AutoComplete.bash("twofold", launcher));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
