package io.twofold.bench.load;

/** Hears of a run, on the thread that runs it. */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** The warm-up is over: calls count from here. */
  default void opened() {}

  /** Calls count no longer. */
  default void closed() {}

  /** Comes about once a second while calls count. */
  default void progress(Progress progress) {}
}
