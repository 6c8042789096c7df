package io.twofold.trainer.cli;

import java.io.PrintWriter;

/**
 * Shows what a long command is doing: on a terminal how far each stage is, elsewhere a line at the
 * start of each.
 */
final class StageProgress {

  private final PrintWriter err;
  private final ProgressLine line;
  private String stage = "";

  StageProgress(PrintWriter err) {
    this.err = err;
    this.line = new ProgressLine(err);
  }

  /** Takes the name of a stage and, after a colon, how far it is. */
  void show(String what) {
    line.show(what);
    int colon = what.lastIndexOf(':');
    String name = colon < 0 ? what : what.substring(0, colon);
    if (!line.isOnTerminal() && !name.equals(stage)) {
      err.println("  " + name);
      err.flush();
    }
    stage = name;
  }

  /** Prints a line that stays. */
  void say(String text) {
    line.clear();
    err.println(text);
  }

  /** Clears the line. */
  void done() {
    line.clear();
  }
}
