package io.twofold.server.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tells when something in a repository was created, written, moved or removed, as far as the file
 * system says so: those of networks do not tell what other machines do, so events only come early
 * for what a later look would find too.
 */
public final class RepositoryEvents implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RepositoryEvents.class.getName());

  private static final List<WatchEvent.Kind<?>> KINDS =
      List.of(
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);

  /** A copy makes many events: they are told together, at most so often. */
  private static final long GATHER_MILLIS = 100;

  /** The repository, its models and their versions. */
  private static final int DEPTH = 2;

  private static final int LAST_EVENT_MILLIS = 1_000;

  private final Path root;
  private final Runnable onChange;
  private final WatchService watcher;
  private final Thread thread = new Thread(this::listen, "twofold-events");
  private boolean incomplete;

  private RepositoryEvents(Path root, Runnable onChange, WatchService watcher) {
    this.root = root;
    this.onChange = onChange;
    this.watcher = watcher;
  }

  /**
   * Starts to listen.
   *
   * @param onChange called on a thread of its own, soon after something has changed
   * @throws IOException where this file system has no events
   */
  public static RepositoryEvents open(Path root, Runnable onChange) throws IOException {
    WatchService watcher;
    try {
      watcher = root.getFileSystem().newWatchService();
    } catch (UnsupportedOperationException e) {
      throw new IOException("the file system has no events", e);
    }
    RepositoryEvents events = new RepositoryEvents(root, onChange, watcher);
    events.watch(root, DEPTH);
    events.thread.setDaemon(true);
    events.thread.start();
    return events;
  }

  /** Ends the listening. */
  @Override
  public void close() {
    try {
      watcher.close();
      thread.join(LAST_EVENT_MILLIS);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "file events cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try {
      while (true) {
        WatchKey key = watcher.take();
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        while (key != null) {
          key.pollEvents();
          key.reset();
          key = watcher.poll();
        }
        watch(root, DEPTH); // What was created is listened to as well, from now on.
        onChange.run();
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      LOG.log(Level.DEBUG, "file events are not listened to any more");
    }
  }

  /** Listens to a folder and those below it; to one that is listened to already, once. */
  private void watch(Path folder, int depth) {
    try {
      folder.register(watcher, KINDS.toArray(WatchEvent.Kind<?>[]::new));
      if (depth > 0) {
        for (Path below : folders(folder)) {
          watch(below, depth - 1);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      if (Files.isDirectory(folder)) {
        LOG.log(
            incomplete ? Level.DEBUG : Level.WARNING,
            () -> "changes in '%s' are seen at the next poll alone: %s".formatted(folder, e));
        incomplete = true;
      }
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(Files::isDirectory).toList();
    }
  }
}
