package io.twofold.server;

import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.repository.RepositoryEvents;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the model repository again and again, on a thread of its own with low priority: after a
 * pause, and sooner where the file system tells that something has changed.
 */
final class RepositoryPoll implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RepositoryPoll.class.getName());
  private static final int LAST_LOAD_MILLIS = 5_000;

  private final ModelLifecycle lifecycle;
  private final Path repository;
  private final Duration pause;
  private final Semaphore calls = new Semaphore(0);
  private volatile boolean stopped;
  private final Thread thread = new Thread(this::lookUntilStopped, "twofold-lifecycle");
  private @Nullable RepositoryEvents events;

  /**
   * @param pause between one look and the next; zero to look when called alone
   */
  RepositoryPoll(ModelLifecycle lifecycle, Path repository, Duration pause) {
    this.lifecycle = lifecycle;
    this.repository = repository;
    this.pause = pause;
  }

  /** Starts to look. */
  void start() {
    thread.setDaemon(true);
    thread.start();
    if (!pause.isZero()) {
      listen();
    }
  }

  private void listen() {
    try {
      events = RepositoryEvents.open(repository, this::call);
    } catch (IOException e) {
      LOG.log(Level.INFO, "new versions are found by looking every {0}: {1}", pause, e);
    }
  }

  /** Has the next look made at once. */
  void call() {
    calls.release();
  }

  /**
   * Ends the looking. A version that is being loaded is in native code, which nothing interrupts:
   * it is waited for, so that a process that ends next does not free what is still in use.
   */
  @Override
  public void close() {
    stopped = true;
    if (events != null) {
      events.close();
    }
    calls.release();
    try {
      thread.join(LAST_LOAD_MILLIS);
      if (thread.isAlive()) {
        LOG.log(Level.WARNING, "a version is still being loaded after the stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever fails, the next look is made; a failure that lasts is logged once. */
  private void lookUntilStopped() {
    LowPriority.ofThisThread();
    boolean failing = false;
    try {
      while (true) {
        awaitCall();
        if (stopped) {
          return;
        }
        try {
          lifecycle.refresh();
          failing = false;
        } catch (IOException | RuntimeException | Error e) {
          LOG.log(
              failing ? Level.DEBUG : Level.WARNING,
              "the model repository cannot be looked at; what serves goes on",
              e);
          failing = true;
        }
      }
    } catch (InterruptedException e) {
      LOG.log(Level.WARNING, "the model repository is not looked at any more", e);
    }
  }

  /** Waits for a call, or for the pause to end; calls that came meanwhile are one. */
  private void awaitCall() throws InterruptedException {
    if (pause.isZero()) {
      calls.acquire();
    } else if (!calls.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      return;
    }
    calls.drainPermits();
  }
}
