package io.twofold.server.rpc;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run calls.
 *
 * @param workers a fixed number of threads for calls to the codec
 * @param control one thread for health and reflection
 */
record WorkerPools(ExecutorService workers, ExecutorService control) implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WorkerPools.class.getName());
  private static final int LAST_CALL_SECONDS = 5;

  /**
   * @param count how many workers
   */
  static WorkerPools start(int count) {
    return new WorkerPools(
        Executors.newFixedThreadPool(count, named("twofold-worker-")),
        Executors.newSingleThreadExecutor(named("twofold-control-")));
  }

  /**
   * Ends the threads. A call that was cut off may still be in native code, which nothing
   * interrupts: it is waited for, so that a process that ends next does not free what the call
   * still uses.
   */
  @Override
  public void close() {
    workers.shutdown();
    control.shutdown();
    try {
      if (!workers.awaitTermination(LAST_CALL_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "a call is still running after it was cut off");
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
