package io.twofold.trainer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another program that plays rounds of a benchmark in turns with this one. While one plays, the
 * other waits, so that both meet the same machine. There may be none, which plays nothing.
 */
final class BenchPeer implements AutoCloseable {

  private final String command;
  private final @Nullable Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private BenchPeer(String command, @Nullable Process process) {
    this.command = command;
    this.process = process;
    this.answers =
        process == null
            ? new BufferedReader(Reader.nullReader())
            : process.inputReader(StandardCharsets.UTF_8);
    this.orders =
        process == null ? Writer.nullWriter() : process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a program; its error output is this one's.
   *
   * @param command with its arguments, between blanks; the iterations of a round are added
   * @throws IOException where there is no such program
   */
  static BenchPeer start(@Nullable String command, int iterations) throws IOException {
    if (command == null) {
      return new BenchPeer("", null);
    }
    List<String> words = new ArrayList<>(Arrays.asList(command.strip().split("\\s+", -1)));
    words.add(Integer.toString(iterations));
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return new BenchPeer(command, builder.start());
  }

  /**
   * Has the program play a round, and waits for it.
   *
   * @return nothing where there is no program
   * @throws IOException where the program ends or answers something else
   */
  Optional<BenchRound> round() throws IOException {
    if (process == null) {
      return Optional.empty();
    }
    String answer;
    try {
      orders.write("round\n");
      orders.flush();
      answer = answers.readLine();
    } catch (IOException e) {
      throw new IOException("'%s' has ended".formatted(command), e);
    }
    if (answer == null) {
      throw new IOException("'%s' has ended".formatted(command));
    }
    String[] figures = answer.strip().split("\\s+", -1);
    try {
      return Optional.of(
          new BenchRound(Double.parseDouble(figures[0]), Double.parseDouble(figures[1])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(
          "'%s' answered '%s', not its iterations a second and its milliseconds of processor time"
              .formatted(command, answer),
          e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
