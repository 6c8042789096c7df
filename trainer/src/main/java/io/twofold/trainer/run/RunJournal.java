package io.twofold.trainer.run;

import io.twofold.trainer.checkpoint.Checkpoint;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointFolder;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run's folder: its configuration from the start, a line of metrics after each epoch, and a
 * checkpoint now and then. A run that ended early goes on from its last checkpoint.
 */
public final class RunJournal {

  /** The file with a line for each epoch. */
  public static final String METRICS = "metrics.jsonl";

  private static final String CHECKPOINTS = "checkpoints";

  private final Path folder;
  private final Map<String, String> identity;
  private final int checkpointEvery;
  private final @Nullable Checkpoint from;
  private final List<EpochLine> epochs = new ArrayList<>();

  private RunJournal(
      Path folder, Map<String, String> identity, int checkpointEvery, @Nullable Checkpoint from) {
    if (checkpointEvery < 1) {
      throw new IllegalArgumentException(
          "--checkpoint-every must be at least 1, not " + checkpointEvery);
    }
    this.folder = folder;
    this.identity = identity;
    this.checkpointEvery = checkpointEvery;
    this.from = from;
  }

  /**
   * A new run's journal; its configuration is written.
   *
   * @param checkpointEvery epochs from one checkpoint to the next
   * @throws CheckpointException where the folder holds the checkpoints of a run already
   */
  public static RunJournal start(Path folder, RunConfig config, Dataset data, int checkpointEvery)
      throws IOException {
    if (new CheckpointFolder(folder.resolve(CHECKPOINTS)).isUsed()) {
      throw new CheckpointException(
          "%s holds a run already: continue it with --resume %s, or choose another folder"
              .formatted(folder, folder));
    }
    config.write(folder, data);
    RunJournal journal = new RunJournal(folder, config.identity(), checkpointEvery, null);
    journal.writeMetrics();
    return journal;
  }

  /**
   * The journal of a run that goes on from its last whole checkpoint, or from the start where it
   * has none yet.
   *
   * @param config of the command that wants to go on
   * @param warning is told of checkpoints that are broken
   * @throws CheckpointException where every checkpoint is broken, or belongs to another
   *     configuration or other data
   */
  public static RunJournal resume(
      Path folder, RunConfig config, int checkpointEvery, Consumer<String> warning)
      throws IOException {
    Optional<Checkpoint> checkpoint =
        new CheckpointFolder(folder.resolve(CHECKPOINTS)).newest(warning);
    if (checkpoint.isPresent()) {
      checkpoint.get().requireIdentity(config.identity());
    }
    RunJournal journal =
        new RunJournal(folder, config.identity(), checkpointEvery, checkpoint.orElse(null));
    if (checkpoint.isPresent()) {
      journal.epochs.addAll(
          EpochLine.fromJsonLines(new CheckpointReader(checkpoint.get()).text(METRICS)));
    }
    journal.writeMetrics();
    return journal;
  }

  /** Brings the run's state to where it goes on; a new run's stays as it is. */
  public void restore(Checkpointed state) throws CheckpointException {
    if (from != null) {
      state.restore(new CheckpointReader(from).part("state"));
    }
  }

  /** The epochs so far, those before a resumption among them. */
  public List<EpochLine> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /**
   * Writes down an epoch.
   *
   * @param last whether it is the run's last, which ends with a checkpoint in any case
   * @param state of the run after the epoch
   */
  public void epoch(EpochLine line, boolean last, Checkpointed state) throws IOException {
    epochs.add(line);
    writeMetrics();
    if (last || line.epoch() % checkpointEvery == 0) {
      CheckpointWriter out = new CheckpointWriter();
      state.save(out.part("state"));
      out.put(METRICS, metrics());
      new CheckpointFolder(folder.resolve(CHECKPOINTS))
          .save(line.epoch(), out.toCheckpoint(identity));
    }
  }

  private void writeMetrics() throws IOException {
    DurableFiles.replace(folder.resolve(METRICS), metrics().getBytes(StandardCharsets.UTF_8));
  }

  private String metrics() {
    StringBuilder lines = new StringBuilder();
    epochs.forEach(line -> lines.append(line.toJson()).append('\n'));
    return lines.toString();
  }
}
