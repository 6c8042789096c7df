package io.twofold.server.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of messages that calls hold: of requests until they are answered, and of answers until
 * they have left. Neither callers who never finish a request nor those who never read an answer
 * shall fill the memory: no connection may hold more than a quarter of what all together may.
 */
public final class HeldBytes {

  private static final int CONNECTIONS_SHARE = 4;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param most the most bytes of all connections
   */
  public HeldBytes(long most) {
    this.most = most;
  }

  /** What is held now. */
  public long held() {
    return held.get();
  }

  /** The account of a new connection. */
  public Account account() {
    return new Account();
  }

  /** What the calls of one connection hold; for many threads. */
  public final class Account {

    private final AtomicLong own = new AtomicLong();

    private Account() {}

    /** Whether this connection, or all together, hold as much as they may. */
    public boolean isFull() {
      return own.get() >= most / CONNECTIONS_SHARE || held.get() >= most;
    }

    /** Notes bytes that a call holds from now on; less than 0 for those that it lets go of. */
    public void hold(long bytes) {
      own.addAndGet(bytes);
      held.addAndGet(bytes);
    }
  }
}
