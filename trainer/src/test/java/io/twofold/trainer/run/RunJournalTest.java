package io.twofold.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.data.DataLookup;
import io.twofold.trainer.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {

  private static final Dataset DATA = DataLookup.strokes(1, 12);
  private static final RunConfig CONFIG = config("128");

  /** Counts its epochs. */
  private static final class State implements Checkpointed {
    private long epochs;

    @Override
    public void save(CheckpointWriter out) {
      out.put("epochs", epochs);
    }

    @Override
    public void restore(CheckpointReader in) throws CheckpointException {
      epochs = in.number("epochs");
    }
  }

  @TempDir Path folder;

  @Test
  void theConfigurationIsReadAsItWasWritten() throws IOException {
    RunJournal.start(folder, CONFIG, DATA, 1);
    assertThat(RunConfig.read(folder)).isEqualTo(CONFIG);
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve("config.json"))).getAsJsonObject();
    assertThat(json.get("seed").getAsString()).isEqualTo("7");
    assertThat(json.getAsJsonObject("data").get("train_count").getAsInt()).isEqualTo(12);
    assertThat(json.getAsJsonObject("data").getAsJsonArray("labels")).hasSize(10);
  }

  @Test
  void theConfigurationIsACommandLine() {
    assertThat(CONFIG.arguments())
        .containsExactly(
            "--batch=128",
            "--data=strokes",
            "--data-count=12",
            "--data-seed=1",
            "--model=tiny",
            "--recipe=seed",
            "--seed=7",
            "--tsne=0");
  }

  @Test
  void aFolderWithoutAConfigurationIsNoRun() throws IOException {
    assertThatThrownBy(() -> RunConfig.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(folder + " is not the folder of a run: it has no config.json");
    for (String broken : List.of("", "{", "[]", "{\"format\": 1}", "{\"format\": []}")) {
      Files.writeString(folder.resolve("config.json"), broken);
      assertThatThrownBy(() -> RunConfig.read(folder))
          .as(broken)
          .isInstanceOf(CheckpointException.class)
          .hasMessage(folder.resolve("config.json") + " is not the configuration of a run");
    }
    Files.writeString(folder.resolve("config.json"), "{\"format\": 2}");
    assertThatThrownBy(() -> RunConfig.read(folder)).hasMessageContaining("has format 2");
  }

  @Test
  void eachEpochIsALineOfJson() throws IOException {
    RunJournal journal = RunJournal.start(folder, CONFIG, DATA, 1);
    EpochLine line = new EpochLine(1, "game", 3, 0.5, Map.of("fool", Double.NaN));
    journal.epoch(line, false, new State());
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl")))
        .containsExactly(
            "{\"epoch\":1,\"stage\":\"game\",\"iterations\":3,\"seconds\":0.5,\"fool\":null}");
    assertThat(EpochLine.fromJson(line.toJson())).isEqualTo(line);
    assertThat(line.value("swap")).isNaN();
    for (String broken : List.of("", "{", "[]", "{\"epoch\": 1}")) {
      assertThatThrownBy(() -> EpochLine.fromJson(broken))
          .isInstanceOf(IOException.class)
          .hasMessage("'%s' is not a line of metrics", broken);
    }
  }

  @Test
  void aRunGoesOnFromItsLastCheckpoint() throws IOException {
    run(RunJournal.start(folder, CONFIG, DATA, 2), new State(), 5, 9);
    Files.writeString(
        folder.resolve("metrics.jsonl"), "{\"epoch\":6,\"st", StandardOpenOption.APPEND);

    RunJournal journal = RunJournal.resume(folder, CONFIG, 2, warning -> {});
    State state = new State();
    journal.restore(state);
    assertThat(state.epochs).isEqualTo(4);
    assertThat(journal.epochs()).extracting(EpochLine::epoch).containsExactly(1, 2, 3, 4);
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(4);

    run(journal, state, 9, 9);
    RunJournal ended = RunJournal.resume(folder, CONFIG, 2, warning -> {});
    ended.restore(state);
    assertThat(state.epochs).isEqualTo(9);
    assertThat(ended.epochs()).hasSize(9);
  }

  @Test
  void aRunWithoutACheckpointGoesOnFromTheStart() throws IOException {
    run(RunJournal.start(folder, CONFIG, DATA, 2), new State(), 1, 9);
    RunJournal journal = RunJournal.resume(folder, CONFIG, 2, warning -> {});
    State state = new State();
    journal.restore(state);
    assertThat(state.epochs).isZero();
    assertThat(folder.resolve("metrics.jsonl")).isEmptyFile();
  }

  @Test
  void aFolderTakesOneRun() throws IOException {
    run(RunJournal.start(folder, CONFIG, DATA, 1), new State(), 1, 9);
    assertThatThrownBy(() -> RunJournal.start(folder, CONFIG, DATA, 1))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds a run already: continue it with --resume " + folder);
    assertThatThrownBy(() -> RunJournal.resume(folder, config("64"), 1, warning -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint belongs to another run: --batch was 128 and is 64 now");
  }

  private static void run(RunJournal journal, State state, int until, int epochs)
      throws IOException {
    while (state.epochs < until) {
      state.epochs++;
      EpochLine line = new EpochLine((int) state.epochs, "game", 3, 0.5, Map.of("fool", 2.5));
      journal.epoch(line, state.epochs == epochs, state);
    }
  }

  private static RunConfig config(String batch) {
    return new RunConfig(
        "2026-11-25T03:20:00Z",
        "tiny",
        "seed",
        Map.of("batch", batch, "seed", "7"),
        DATA.settings(),
        DATA.train().sha256(),
        Map.of("tsne", "0"),
        Map.of("java", "17"));
  }
}
