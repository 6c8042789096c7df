package io.twofold.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs to standard error, a line for each event; libraries are heard from warnings on. */
final class ConsoleLogging {

  private static final Logger ROOT = Logger.getLogger("");

  /** Held here, because a logger that nothing holds loses its level. */
  private static final List<Logger> LIBRARIES =
      List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.netty"));

  private ConsoleLogging() {}

  /** Replaces the JDK's own console format. */
  static void install() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new OneLine());
    ROOT.addHandler(console);
    LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
  }

  /** Time, level, logger's last name and message, as in {@code 12:30:01.250 INFO Loader: ready}. */
  private static final class OneLine extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Override
    public String format(LogRecord event) {
      String logger = String.valueOf(event.getLoggerName());
      StringWriter line = new StringWriter();
      PrintWriter printer = new PrintWriter(line);
      printer.printf(
          "%s %s %s: %s%n",
          TIME.format(event.getInstant().atZone(ZoneId.systemDefault())),
          event.getLevel().getName(),
          logger.substring(logger.lastIndexOf('.') + 1),
          formatMessage(event));
      if (event.getThrown() != null) {
        event.getThrown().printStackTrace(printer);
      }
      return line.toString();
    }
  }
}
