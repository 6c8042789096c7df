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
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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

  /** How long a file is believed to be the same where it looks the same. */
  private static final long REREAD_NANOS = Duration.ofSeconds(2).toNanos();

  /** Writes a new file, and has it on disk when it returns. */
  interface Disk {
    void write(Path file, byte[] content) throws IOException;
  }

  private final Disk disk;

  /** Locks on files hold between processes alone. */
  private final ReentrantLock turn = new ReentrantLock();

  private final Path folder;
  private final Path file;

  /** How the file looked when it was read last; only for {@link #readChanged}. */
  private @Nullable Look looked;

  /**
   * How a file looks: every state is another file, by a rename.
   *
   * @param identity of the file; null where the file system has none
   * @param nanos when it was looked at
   */
  private record Look(FileTime modified, long size, @Nullable Object identity, long nanos) {

    static final Look ABSENT = new Look(FileTime.fromMillis(0), -1, null, 0);

    static Look at(Path file) throws IOException {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Look(found.lastModifiedTime(), found.size(), found.fileKey(), System.nanoTime());
      } catch (NoSuchFileException e) {
        return ABSENT;
      }
    }

    /** Whether a file that looks like this was read when it looked like that, not long ago. */
    boolean isFreshAs(@Nullable Look before) {
      return before != null
          && (nanos - before.nanos < REREAD_NANOS || size < 0)
          && modified.equals(before.modified)
          && size == before.size
          && Objects.equals(identity, before.identity);
    }
  }

  /**
   * @param modelFolder {@code models/<model>}
   */
  RolloutFile(Path modelFolder) {
    this(modelFolder, RolloutFile::writeAndFlush);
  }

  RolloutFile(Path modelFolder, Disk disk) {
    this.disk = disk;
    this.folder = modelFolder;
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
      return sound(state.build());
    } catch (NoSuchFileException e) {
      return RolloutState.newBuilder().setPolicy(VersionPolicy.VERSION_POLICY_NEWEST).build();
    } catch (InvalidProtocolBufferException e) {
      throw new RolloutException(
          Kind.STORAGE, "%s is no rollout state: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new RolloutException(Kind.STORAGE, "%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private RolloutState sound(RolloutState state) throws RolloutException {
    try {
      SoundState.require(state);
      return state;
    } catch (RolloutException e) {
      throw new RolloutException(
          Kind.STORAGE, "%s is no rollout state: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Whether a version's folder is missing while the state is there, so that more is than a disk.
   */
  boolean lacks(long version) {
    return Files.notExists(folder.resolve(Long.toString(version))) && Files.exists(file);
  }

  /**
   * What the file says, or nothing where it looks as it did when this method last read it. It is
   * read every two seconds all the same: how files look may be told late by a network's file
   * system, and opening them asks it. For one thread at a time.
   *
   * @throws RolloutException where it cannot be read
   */
  synchronized Optional<RolloutState> readChanged() throws RolloutException {
    Look now;
    try {
      now = Look.at(file);
    } catch (IOException e) {
      throw new RolloutException(Kind.STORAGE, "%s cannot be read: %s".formatted(file, e), e);
    }
    if (now.isFreshAs(looked)) {
      return Optional.empty();
    }
    RolloutState state = read();
    looked = now;
    return Optional.of(state);
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
      removeDrafts();
      replace(content(next));
    } catch (OverlappingFileLockException e) {
      throw new RolloutException(
          Kind.CHANGED, "another server of this process changes the rollout: try again", e);
    } catch (IOException e) {
      throw new RolloutException(Kind.STORAGE, "%s cannot be written: %s".formatted(file, e), e);
    } finally {
      turn.unlock();
    }
  }

  /** Drafts are there during a writer's turn alone; others are of writers that were ended in it. */
  private void removeDrafts() throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "." + NAME + "-*")) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /** What no one could read again is not written. */
  private byte[] content(RolloutState state) throws IOException, RolloutException {
    byte[] content = (JsonFormat.printer().print(state) + "\n").getBytes(StandardCharsets.UTF_8);
    if (content.length > MOST_BYTES) {
      throw new RolloutException(
          Kind.STORAGE,
          "%s would have %d bytes, more than %d".formatted(file, content.length, MOST_BYTES));
    }
    return content;
  }

  private void replace(byte[] content) throws IOException {
    Path draft = file.resolveSibling("." + NAME + "-" + UUID.randomUUID());
    try {
      disk.write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeAndFlush(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }
}
