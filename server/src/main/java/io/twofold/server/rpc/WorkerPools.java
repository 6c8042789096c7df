package io.twofold.server.rpc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run calls.
 *
 * @param workers a fixed number of threads for calls to the codec
 * @param control one thread for health and reflection
 */
record WorkerPools(ExecutorService workers, ExecutorService control) implements AutoCloseable {

  /**
   * @param count how many workers
   */
  static WorkerPools start(int count) {
    return new WorkerPools(
        Executors.newFixedThreadPool(count, named("twofold-worker-")),
        Executors.newSingleThreadExecutor(named("twofold-control-")));
  }

  @Override
  public void close() {
    workers.shutdown();
    control.shutdown();
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> new Thread(task, prefix + count.incrementAndGet());
  }
}
