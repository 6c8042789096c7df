package io.twofold.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.bench.floor.EchoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServerProcessTest {

  @TempDir Path folder;

  @Test
  void aServerIsMeteredAndEndsWhenItIsClosed() throws Exception {
    ProcessHandle handle;
    try (ServerProcess server = ServerProcess.start(echo(), folder)) {
      handle = server.handle();
      assertThat(server.target()).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(server.startTime()).isPositive();
      assertThat(Usage.cpu(handle)).isGreaterThanOrEqualTo(Duration.ZERO);
      Usage.residentBytes(handle).ifPresent(bytes -> assertThat(bytes).isGreaterThan(1 << 20));
      try (Allocation allocation = Allocation.of(handle)) {
        Allocation.Snapshot before = allocation.snapshot();
        assertThat(before.byThread()).isNotEmpty();
        assertThat(allocation.snapshot().since(before)).isNotNegative();
      }
    }
    assertThat(handle.isAlive()).isFalse();
    assertThatThrownBy(() -> Usage.cpu(handle)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aServerThatDoesNotStartSaysWhy() {
    JavaProgram wrong =
        new JavaProgram(
            "wrong", List.of(), System.getProperty("java.class.path"), "no.such.Main", List.of());
    assertThatThrownBy(() -> ServerProcess.start(wrong, folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong did not start")
        .hasMessageContaining("ClassNotFoundException: no.such.Main");
  }

  @Test
  void aProcessEndsWithWhatHoldsItsInput() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            EndsWithParent.class.getName(),
            EchoServer.class.getName(),
            ReadyFile.OPTION,
            folder.resolve("ready").toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void countsAreOfThreadsThatLiveNow() {
    Allocation.Snapshot before = new Allocation.Snapshot(Map.of(1L, 100L, 2L, 50L));
    Allocation.Snapshot after = new Allocation.Snapshot(Map.of(1L, 130L, 3L, 7L));
    assertThat(after.since(before)).isEqualTo(37);
  }

  private static JavaProgram echo() {
    return new TwofoldPrograms(Path.of("."), List.of("-Xmx128m"))
        .ours("echo", EchoServer.class, List.of());
  }
}
