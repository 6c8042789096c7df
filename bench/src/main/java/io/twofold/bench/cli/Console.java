package io.twofold.bench.cli;

import com.google.gson.JsonObject;
import io.twofold.bench.load.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where results and progress go.
 *
 * @param json the file that also gets the results
 * @param strict whether what was missed makes the command fail
 */
record Console(CommandSpec spec, @Nullable Path json, boolean strict) {

  private static final int SECONDS_BETWEEN_LINES = 5;

  void results(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  void step(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /** Says every few seconds how a run goes. */
  void progress(Progress progress) {
    if (Math.round(progress.seconds()) % SECONDS_BETWEEN_LINES == 0) {
      step(
          "  %.0f of %.0f s: %,.0f calls/s, p99 %.0f µs, %,d failed"
              .formatted(
                  progress.seconds(),
                  progress.ofSeconds(),
                  progress.callsPerSecond(),
                  progress.recent().p99(),
                  progress.failed()));
    }
  }

  void write(JsonObject results) throws IOException {
    if (json != null) {
      JsonFile.write(json, results);
    }
  }

  /**
   * The exit code of a measurement.
   *
   * @param something whether any call was answered
   * @param everything whether no call failed and no target was missed
   */
  int exitCode(boolean something, boolean everything) {
    return something && (everything || !strict) ? ExitCode.OK : ExitCode.OTHER;
  }
}
