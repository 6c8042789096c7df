package io.twofold.bench.load;

import java.util.concurrent.TimeUnit;

/** The clock of a run: waits for the window's edges and tells the listener how it goes. */
final class Load {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Load() {}

  /** Returns when the window closes. */
  static void watch(Window window, Tally tally, RunListener listener) throws InterruptedException {
    sleepUntil(window.from());
    listener.opened();
    long last = window.from();
    while (true) {
      long next = Math.min(last + LOOK_NANOS, window.to());
      sleepUntil(next);
      if (next == window.to()) {
        break;
      }
      listener.progress(
          tally.look((next - window.from()) / 1e9, window.seconds(), (next - last) / 1e9));
      last = next;
    }
    listener.closed();
  }

  /** Gathers the last answers. */
  static void settle(Window window, Tally tally) {
    tally.look(window.seconds(), window.seconds(), 1);
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
