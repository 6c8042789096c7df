package io.twofold.trainer.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process that runs a command until it prints a certain text on its error output; then it says so
 * and hangs, to be killed.
 */
final class HangingTraining {

  /** The line on standard output. */
  static final String HANGS = "hangs";

  private HangingTraining() {}

  public static void main(String[] args) {
    String[] command = Arrays.copyOfRange(args, 1, args.length);
    Writer hanging = new HangingWriter(args[0]);
    System.exit(Main.run(command, new PrintWriter(new StringWriter()), new PrintWriter(hanging)));
  }

  private static final class HangingWriter extends FilterWriter {
    private final String text;

    HangingWriter(String text) {
      super(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
      this.text = text;
    }

    @Override
    public void write(String line, int offset, int length) throws IOException {
      super.write(line, offset, length);
      if (line.contains(text)) {
        System.out.println(HANGS);
        hang();
      }
    }

    private static void hang() {
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
