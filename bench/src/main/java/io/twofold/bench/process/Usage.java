package io.twofold.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** What a process has used of the machine. */
public final class Usage {

  private static final String RESIDENT = "VmRSS:";

  private Usage() {}

  /**
   * Processor time since the process began, of all its threads, in its own code and in the
   * kernel's. The kernel counts it in hundredths of a second.
   *
   * @throws IllegalStateException where the process is gone, or another user's
   */
  public static Duration cpu(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the processor time of process %d cannot be read: it has ended, or is another user's"
                        .formatted(process.pid())));
  }

  /** Bytes in main memory; absent where the system has no {@code /proc} to tell it. */
  public static OptionalLong residentBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(Usage::bytes)
          .findFirst();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + status, e);
    }
  }

  /** Reads a line like {@code VmRSS: 1234 kB}. */
  private static long bytes(String line) {
    String amount = line.substring(RESIDENT.length()).replace("kB", "").strip();
    return Long.parseLong(amount) * 1024;
  }
}
