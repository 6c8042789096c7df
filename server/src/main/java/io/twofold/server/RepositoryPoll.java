package io.twofold.server;

import io.twofold.server.lifecycle.ModelLifecycle;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the model repository again and again, on a thread of its own with low priority. */
final class RepositoryPoll implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RepositoryPoll.class.getName());
  private static final int LAST_LOAD_MILLIS = 5_000;

  private final ModelLifecycle lifecycle;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::lookUntilStopped, "twofold-lifecycle");

  private RepositoryPoll(ModelLifecycle lifecycle, Duration pause) {
    this.lifecycle = lifecycle;
    this.pause = pause;
  }

  /**
   * Starts to look.
   *
   * @param pause between one look and the next; zero for no look at all
   */
  @SuppressWarnings("ThreadPriorityCheck") // A hint, where the system takes hints.
  static RepositoryPoll start(ModelLifecycle lifecycle, Duration pause) {
    RepositoryPoll poll = new RepositoryPoll(lifecycle, pause);
    if (!pause.isZero()) {
      poll.thread.setDaemon(true);
      poll.thread.setPriority(Thread.MIN_PRIORITY);
      poll.thread.start();
    }
    return poll;
  }

  /**
   * Ends the looking. A version that is being loaded is in native code, which nothing interrupts:
   * it is waited for, so that a process that ends next does not free what is still in use.
   */
  @Override
  public void close() {
    stopped.countDown();
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
    boolean failing = false;
    try {
      while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
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
}
