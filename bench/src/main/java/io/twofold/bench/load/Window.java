package io.twofold.bench.load;

/**
 * The time in which calls count.
 *
 * @param from its first nanosecond, of {@link System#nanoTime}
 * @param to the nanosecond after its last
 */
record Window(long from, long to) {

  boolean contains(long nanos) {
    return nanos - from >= 0 && nanos - to < 0;
  }

  boolean isOver(long nanos) {
    return nanos - to >= 0;
  }

  double seconds() {
    return (to - from) / 1e9;
  }
}
