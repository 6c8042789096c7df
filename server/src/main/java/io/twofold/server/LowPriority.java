package io.twofold.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Gives way to the threads that answer calls.
 *
 * <p>Linux takes no priorities from Java, unless all of its threads are told so when it starts. It
 * has a niceness for each thread, by the number that it goes by there.
 */
final class LowPriority {

  /** Niceness, from 0 to 19: beside a thread of 0 this one gets a tenth of a busy processor. */
  static final int NICENESS = 10;

  private static final System.Logger LOG = System.getLogger(LowPriority.class.getName());
  private static final Path THREAD = Path.of("/proc/thread-self");
  private static final int LONGEST_SECONDS = 5;

  private LowPriority() {}

  /** Lowers the priority of the thread that calls, where the system lets it. */
  @SuppressWarnings("ThreadPriorityCheck") // What systems other than Linux take.
  static void ofThisThread() {
    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    if (!Files.exists(THREAD)) {
      return;
    }
    try {
      String number = String.valueOf(Files.readSymbolicLink(THREAD).getFileName());
      Process renice =
          new ProcessBuilder("renice", "-n", Integer.toString(NICENESS), "-p", number)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!renice.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        renice.destroyForcibly();
        LOG.log(Level.DEBUG, "renice does not end; versions are loaded at the usual priority");
      } else if (renice.exitValue() != 0) {
        LOG.log(
            Level.DEBUG,
            "renice ended with {0}; versions are loaded at the usual priority",
            renice.exitValue());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "versions are loaded at the usual priority", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
