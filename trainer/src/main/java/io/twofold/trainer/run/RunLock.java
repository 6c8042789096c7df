package io.twofold.trainer.run;

import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.disk.UnwritableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run's folder to one process, until it is closed or the process ends, however it ends. The
 * file that is locked stays.
 */
public final class RunLock implements AutoCloseable {

  private static final String FILE = ".lock";

  private final Path folder;

  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made where it is not there.
   *
   * @param warning is told where the file system has no locks
   * @throws CheckpointException where another run has it
   * @throws UnwritableException where it cannot be made, or takes no file
   */
  public static RunLock take(Path folder, Consumer<String> warning) throws IOException {
    FileChannel channel = open(folder);
    try {
      if (channel.tryLock() != null) {
        return new RunLock(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(folder, e);
    } catch (IOException e) {
      warning.accept("Warning: nothing keeps a second run out of %s: %s".formatted(folder, e));
      return new RunLock(folder, channel);
    }
    channel.close();
    throw taken(folder, null);
  }

  private static FileChannel open(Path folder) throws UnwritableException {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UnwritableException(file, e);
    }
  }

  private static CheckpointException taken(Path folder, @Nullable Throwable cause) {
    String message =
        "a run is under way in %s: wait for its end, or choose another folder with --run-dir"
            .formatted(folder);
    return cause == null
        ? new CheckpointException(message)
        : new CheckpointException(message, cause);
  }

  /** What was taken. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
