package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems take priorities from Java")
class LowPriorityTest {

  @Test
  void aThreadGivesWayAndNoOtherDoes() throws Exception {
    long before = niceness();
    CompletableFuture<Long> lowered = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              LowPriority.ofThisThread();
              lowered.complete(niceness());
            });
    thread.start();

    assertThat(lowered.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(LowPriority.NICENESS);
    assertThat(niceness()).isEqualTo(before);
    thread.join();
  }

  /** The 19th field of this thread's status; the second, its name, stands in parentheses. */
  private static long niceness() {
    try {
      String status = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
