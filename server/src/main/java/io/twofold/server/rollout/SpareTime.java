package io.twofold.server.rollout;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One thread of low priority for work that must not stand in a call's way: it does one thing after
 * the other, and rests after each, so that it takes no more than an eighth of the processors, and
 * no more than one of them. Little waits; what finds no room is dropped.
 */
final class SpareTime implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SpareTime.class.getName());
  private static final double PROCESSORS_SHARE = 1.0 / 8;
  private static final int LAST_TASK_MILLIS = 5_000;

  private final BlockingQueue<Runnable> tasks;
  private final Thread thread;

  /** How long to rest, in parts of the processor's time that a task took. */
  private final double rest;

  private volatile boolean stopped;

  /**
   * @param waiting tasks that may wait
   * @param processors that the machine has
   */
  SpareTime(String name, int waiting, int processors) {
    rest = 1 / Math.min(1, processors * PROCESSORS_SHARE) - 1;
    tasks = new ArrayBlockingQueue<>(waiting);
    thread = new Thread(this::work, name);
  }

  /** Starts to work. */
  @SuppressWarnings("ThreadPriorityCheck") // A hint, where the system takes hints.
  void start() {
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** Has a task done when there is time; drops it where too many wait already. */
  void offer(Runnable task) {
    if (!tasks.offer(task)) {
      LOG.log(Level.TRACE, "a task was dropped");
    }
  }

  /** Ends the thread. A task may be in native code, which nothing interrupts: it is waited for. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(LAST_TASK_MILLIS);
      if (thread.isAlive()) {
        LOG.log(Level.WARNING, "a comparison is still running after the stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    try {
      while (!stopped) {
        Runnable task = tasks.take();
        long before = clock.getCurrentThreadCpuTime();
        run(task);
        long took = clock.getCurrentThreadCpuTime() - before;
        TimeUnit.NANOSECONDS.sleep((long) (rest * took));
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "no more is done in spare time");
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a comparison failed", e);
    }
  }
}
