package io.twofold.bench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one run of {@code bench} came to. */
record Run(int exitCode, String out, String err) {

  static Run of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length + 1];
    words[0] = "bench";
    for (int i = 0; i < args.length; i++) {
      words[i + 1] = args[i].toString();
    }
    int exitCode = Main.run(words, new PrintWriter(out), new PrintWriter(err));
    return new Run(exitCode, out.toString(), err.toString());
  }
}
