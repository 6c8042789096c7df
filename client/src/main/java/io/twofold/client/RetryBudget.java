package io.twofold.client;

import java.util.concurrent.atomic.AtomicLong;

/** How many retries the calls of a client have left; see {@link RetryPolicy}. */
final class RetryBudget {

  private static final long RETRY = 1000;

  private final long full;
  private final long givenBack;

  /** In thousandths of a retry. */
  private final AtomicLong left;

  RetryBudget(RetryPolicy policy) {
    full = policy.budget() * RETRY;
    givenBack = Math.round(policy.budgetRatio() * RETRY);
    left = new AtomicLong(full);
  }

  /** A call was answered. Nothing is written while the budget is full. */
  void giveBack() {
    if (left.get() < full) {
      left.updateAndGet(now -> Math.min(full, now + givenBack));
    }
  }

  /** Takes one retry, where one is left. */
  boolean take() {
    return left.getAndUpdate(now -> now >= RETRY ? now - RETRY : now) >= RETRY;
  }
}
