package io.twofold.server;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions come and go under traffic: no call fails, no answer is another version's. */
class VersionSoakTest {

  private static final System.Logger LOG = System.getLogger(VersionSoakTest.class.getName());

  /** By then, code is compiled and pools are full. */
  private static final int WARM = 50;

  private static final int WARM_ANSWERS = 20_000;

  @TempDir Path repository;

  @Test
  void fortyVersionsUnderTraffic() throws Exception {
    try (RollingVersions rolling = new RollingVersions(repository)) {
      roll(rolling, 40);
      rolling.requireEveryAnswerRight();
      assertThat(rolling.answered()).isGreaterThan(40);
      await("old meters gone", () -> versionsWithMeters(rolling).equals(List.of("40")));
    }
  }

  /** Run with {@code -Psoak}, in a JVM of its own whose heap is small and at once in memory. */
  @Test
  @Tag("soak")
  void aThousandVersionsLeaveNothingBehind() throws Exception {
    try (RollingVersions rolling = new RollingVersions(repository)) {
      roll(rolling, WARM);
      await("warm", () -> rolling.answered() >= WARM_ANSWERS);
      long warm = residentKilobytes();
      report(rolling);
      for (int version = WARM + 50; version <= 1_000; version += 50) {
        roll(rolling, version);
        report(rolling);
      }
      long end = residentKilobytes();
      rolling.requireEveryAnswerRight();
      LOG.log(
          System.Logger.Level.INFO,
          "{0} answers, all right; resident after version {1}: {2} MB, after version {3}: {4} MB",
          rolling.answered(),
          WARM,
          warm >> 10,
          rolling.newest(),
          end >> 10);
      assertThat(end).isLessThanOrEqualTo(warm + warm / 20);
      await("old meters gone", () -> versionsWithMeters(rolling).equals(List.of("1000")));
    }
  }

  private static void roll(RollingVersions rolling, long until) throws Exception {
    while (rolling.newest() < until) {
      rolling.roll();
    }
  }

  private static void report(RollingVersions rolling) throws Exception {
    long resident = residentKilobytes();
    Runtime java = Runtime.getRuntime();
    LOG.log(
        System.Logger.Level.INFO,
        "version {0}: {1} answers, {2} KB resident, {3} KB of the heap in use",
        rolling.newest(),
        rolling.answered(),
        resident,
        (java.totalMemory() - java.freeMemory()) >> 10);
  }

  private static List<String> versionsWithMeters(RollingVersions rolling) throws Exception {
    return rolling
        .metrics()
        .lines()
        .filter(line -> line.matches(".*model=\"tiny\".*,version=.*"))
        .map(line -> line.replaceAll(".*,version=\"([0-9]+)\".*", "$1"))
        .distinct()
        .toList();
  }

  /** What the process holds of the machine's memory, once garbage is collected. */
  private static long residentKilobytes() throws Exception {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
