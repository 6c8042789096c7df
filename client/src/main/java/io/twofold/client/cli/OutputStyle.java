package io.twofold.client.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** For whom a command says what it has to say. */
enum OutputStyle {
  /** Lines for people. */
  TEXT,
  /** JSON for scripts. */
  JSON;

  static final String OPTION = "--output";

  /** What was asked for on the command line. */
  static OutputStyle of(CommandSpec spec) {
    return spec.root().userObject() instanceof Main main ? main.output() : TEXT;
  }

  /** What a command line that cannot be parsed seems to ask for. */
  static OutputStyle of(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean next = args[i].equals(OPTION) && i + 1 < args.length;
      if (args[i].equals(OPTION + "=json") || (next && args[i + 1].equals("json"))) {
        return JSON;
      }
    }
    return TEXT;
  }

  /** The name as the option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
