package io.twofold.codec.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts the uses of a native resource and frees it once it is closed and unused.
 *
 * <p>INVARIANT: {@code free} runs exactly once, and never while a use is held.
 */
public final class UseCount {

  /** Uses held, and one more while the owner has not closed. */
  private final AtomicInteger holders = new AtomicInteger(1);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable free;

  /**
   * Of a resource that its owner has not closed.
   *
   * @param free frees it
   */
  public UseCount(Runnable free) {
    this.free = free;
  }

  /**
   * Takes a use, to be released exactly once.
   *
   * @throws IllegalStateException where the owner has closed
   */
  void acquire() {
    if (!tryAcquire()) {
      throw new IllegalStateException("closed");
    }
  }

  /** Takes a use, to be released exactly once, unless the owner has closed. */
  public boolean tryAcquire() {
    int held;
    do {
      held = holders.get();
      if (held == 0 || closed.get()) {
        return false;
      }
    } while (!holders.compareAndSet(held, held + 1));
    return true;
  }

  /** Gives a use back. */
  public void release() {
    if (holders.decrementAndGet() == 0) {
      free.run();
    }
  }

  /**
   * Holds a use while the work is done.
   *
   * @throws IllegalStateException where the owner has closed
   */
  public <T> T during(Supplier<T> work) {
    acquire();
    try {
      return work.get();
    } finally {
      release();
    }
  }

  /** Gives up the owner's hold, once. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }
}
