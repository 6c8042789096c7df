package io.twofold.trainer.run;

import io.twofold.trainer.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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

  /** Null where no lock can be had. */
  private final @Nullable FileChannel channel;

  private RunLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a folder, which is made where it is not there.
   *
   * @param warning is told where the file system has no locks, or takes no file
   * @throws CheckpointException where another run has it
   */
  public static RunLock take(Path folder, Consumer<String> warning) throws CheckpointException {
    try {
      Files.createDirectories(folder);
      return lock(folder);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException e) {
      warning.accept("Warning: nothing keeps a second run out of %s: %s".formatted(folder, e));
      return new RunLock(null);
    }
  }

  private static RunLock lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException e) {
      taken = false; // This process has it.
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new CheckpointException(
          "a run is under way in %s: wait for its end, or choose another folder with --run-dir"
              .formatted(folder));
    }
    return new RunLock(channel);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
