package io.twofold.server.rollout;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.v1.RolloutEvent;
import io.twofold.v1.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that change one state at the same time, and one that is killed while it does. */
class RolloutProcessesTest {

  private static final int CHANGES = 40;

  @TempDir Path folder;
  @TempDir Path logs;

  @Test
  void ofTwoProcessesNoChangeIsLost() throws Exception {
    List<Process> processes = List.of(writer("one", CHANGES), writer("other", CHANGES));
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    List<Long> written = new ArrayList<>(said("one"));
    written.addAll(said("other"));
    RolloutState state = new RolloutFile(folder).read();
    assertThat(state.getGeneration()).isEqualTo(2 * CHANGES);
    assertThat(written).doesNotHaveDuplicates().hasSize(2 * CHANGES);
    assertThat(state.getHistoryList())
        .extracting(RolloutEvent::getBy)
        .containsOnly("one", "other")
        .hasSize(2 * CHANGES);
  }

  @Test
  void aWriterThatIsKilledLosesNothingThatItSaidAndHoldsUpNoOther() throws Exception {
    for (int kill = 0; kill < 4; kill++) {
      long before = new RolloutFile(folder).read().getGeneration();
      Process writer = writer("killed", Integer.MAX_VALUE);
      await("the writer writes", () -> lastSaid("killed") > before);
      writer.destroyForcibly().waitFor();
      RolloutState state = new RolloutFile(folder).read();
      assertThat(state.getGeneration()).isBetween(lastSaid("killed"), lastSaid("killed") + 1);
      assertThat(state.getHistoryCount()).isEqualTo((int) state.getGeneration());
    }
    RolloutFile file = new RolloutFile(folder);
    RolloutState state = file.read();
    file.write(state.toBuilder().setGeneration(state.getGeneration() + 1).build());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("rollout.json", ".rollout.json.lock");
    }
  }

  /** A limit on the size of files fails a write as a full disk does: in the middle. */
  @Test
  void aWriterThatFindsNoRoomLeavesTheLastStateWhole() throws Exception {
    List<String> limited =
        List.of("sh", "-c", "ulimit -f 8 && exec \"$@\"", "sh", java(), "-XX:-UsePerfData");
    Process writer = start("full", limited, Integer.MAX_VALUE);
    assertThat(writer.waitFor()).isNotZero();
    RolloutState state = new RolloutFile(folder).read();
    assertThat(state.getGeneration()).isEqualTo(lastSaid("full")).isPositive();
    assertThat(state.getHistoryCount()).isEqualTo((int) state.getGeneration());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("rollout.json", ".rollout.json.lock");
    }
  }

  /** The generations that a writer said it wrote. */
  private List<Long> said(String name) throws IOException {
    String text = Files.readString(log(name));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::parseLong).toList();
  }

  private long lastSaid(String name) throws IOException {
    List<Long> said = said(name);
    return said.isEmpty() ? 0 : said.get(said.size() - 1);
  }

  private Path log(String name) {
    return logs.resolve(name);
  }

  private Process writer(String name, int changes) throws IOException {
    return start(name, List.of(java()), changes);
  }

  private Process start(String name, List<String> program, int changes) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(RolloutWriter.class.getName(), folder.toString(), name, Integer.toString(changes)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
        .start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
