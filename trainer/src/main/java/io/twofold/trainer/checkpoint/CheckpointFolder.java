package io.twofold.trainer.checkpoint;

import io.twofold.trainer.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last two checkpoints of a run, as {@code epoch-000012.ckpt}: one is whole at any moment. */
public record CheckpointFolder(Path folder) {

  private static final int KEPT = 2;

  /** Writes the checkpoint that an epoch ended with, and drops all but the last two whole ones. */
  public void save(int epoch, Checkpoint checkpoint) throws IOException {
    CheckpointFile.write(folder.resolve("epoch-%06d.ckpt".formatted(epoch)), checkpoint);
    List<Path> files = newestFirst();
    for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.delete(old);
    }
    for (Path unfinished : list("\\..*" + Pattern.quote(DurableFiles.UNFINISHED))) {
      Files.delete(unfinished);
    }
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @param warning is told of each broken one that is passed over
   * @return nothing where the run has none yet
   * @throws CheckpointException where there are checkpoints, and all are broken
   */
  public Optional<Checkpoint> newest(Consumer<String> warning) throws IOException {
    CheckpointException broken = null;
    for (Path file : newestFirst()) {
      tell(warning, broken);
      try {
        return Optional.of(CheckpointFile.read(file));
      } catch (CheckpointException e) {
        broken = e;
      }
    }
    if (broken != null) {
      throw broken;
    }
    return Optional.empty();
  }

  private static void tell(Consumer<String> warning, @Nullable CheckpointException broken) {
    if (broken != null) {
      warning.accept(broken.getMessage() + "; the one before it is tried");
    }
  }

  /** Whether there is any checkpoint, whole or broken. */
  public boolean isUsed() throws IOException {
    return !newestFirst().isEmpty();
  }

  private List<Path> newestFirst() throws IOException {
    return list("epoch-\\d{6}\\.ckpt");
  }

  /** Files whose names match, the last name first. */
  private List<Path> list(String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(names))
          .sorted(Comparator.<Path>naturalOrder().reversed())
          .toList();
    }
  }
}
