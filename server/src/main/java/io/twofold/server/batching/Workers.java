package io.twofold.server.batching;

import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that run batches. */
public final class Workers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int LAST_BATCH_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  /**
   * @param count at least 1
   */
  public Workers(int count) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("twofold-worker-"),
            (task, executor) -> task.run());
  }

  int count() {
    return threads.getMaximumPoolSize();
  }

  /** Runs a task on a worker; on the caller's thread once the workers are closed. */
  void run(Runnable task) {
    threads.execute(task);
  }

  /** Whether a task waits for a worker. */
  boolean areAllBusy() {
    return !threads.getQueue().isEmpty();
  }

  /**
   * Ends the threads when what was handed to them is done. A batch may be in native code, which
   * nothing interrupts: it is waited for, so that a process that ends next does not free what it
   * still uses.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_BATCH_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "a batch is still running after the server was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> new Thread(task, prefix + count.incrementAndGet());
  }
}
