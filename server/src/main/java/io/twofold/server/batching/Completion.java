package io.twofold.server.batching;

/** Hears what becomes of a job: exactly one of {@link #done} and {@link #failed}, once. */
public interface Completion {

  /** Whether anyone still waits for the job; asked before it is run. */
  boolean isWanted();

  /**
   * The job's first item came off the queue.
   *
   * @param waitedNanos since it was queued, in nanoseconds
   */
  default void begun(long waitedNanos) {}

  /** Every item was taken. */
  void done();

  /**
   * The job ended without an answer.
   *
   * @param failure why; {@link UnwantedException} where {@link #isWanted} said no
   */
  void failed(Throwable failure);
}
