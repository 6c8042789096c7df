package io.twofold.server.rollout;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.RolloutState;
import io.twofold.v1.VersionPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The desired state of a model's versions, in {@code models/<model>/rollout.json}.
 *
 * <p>A reader sees a whole file or none: a new one is written beside it, flushed to disk and
 * renamed over it. Writers take turns by a lock on a file beside it, across processes, and one
 * whose state was made from an older generation is refused.
 */
final class RolloutFile {

  static final String NAME = "rollout.json";

  /** A state of one model; larger is not one that was written here. */
  private static final long MOST_BYTES = 1 << 20;

  /** Locks on files hold between processes alone. */
  private final ReentrantLock turn = new ReentrantLock();

  private final Path file;

  /**
   * @param modelFolder {@code models/<model>}
   */
  RolloutFile(Path modelFolder) {
    this.file = modelFolder.resolve(NAME);
  }

  /**
   * What the file says; the newest version serves where there is none.
   *
   * @throws RolloutException where it cannot be read
   */
  RolloutState read() throws RolloutException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new RolloutException(
            Kind.STORAGE, "%s is larger than any state: %d bytes".formatted(file, MOST_BYTES));
      }
      RolloutState.Builder state = RolloutState.newBuilder();
      JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), state);
      return state.build();
    } catch (NoSuchFileException e) {
      return RolloutState.newBuilder().setPolicy(VersionPolicy.VERSION_POLICY_NEWEST).build();
    } catch (InvalidProtocolBufferException e) {
      throw new RolloutException(
          Kind.STORAGE, "%s is no rollout state: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new RolloutException(Kind.STORAGE, "%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Writes a state that was made from the one before it.
   *
   * @throws RolloutException where another one was written meanwhile, or the file cannot be
   */
  void write(RolloutState next) throws RolloutException {
    turn.lock();
    try (FileChannel lockFile =
            FileChannel.open(
                file.resolveSibling("." + NAME + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = lockFile.lock()) {
      long now = read().getGeneration();
      if (!lock.isValid() || next.getGeneration() != now + 1) {
        throw new RolloutException(
            Kind.CHANGED,
            "the rollout has moved on to generation %d; this change was made for generation %d"
                .formatted(now, next.getGeneration() - 1));
      }
      replace(JsonFormat.printer().print(next));
    } catch (IOException e) {
      throw new RolloutException(Kind.STORAGE, "%s cannot be written: %s".formatted(file, e), e);
    } finally {
      turn.unlock();
    }
  }

  private void replace(String json) throws IOException {
    Path draft = file.resolveSibling("." + NAME + "-" + UUID.randomUUID());
    try {
      try (FileChannel out =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(json + "\n");
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
