package io.twofold.server.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A wall clock that a test moves and sets, and the clock that no one sets. */
final class TestTime extends Clock implements LongSupplier {

  private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos;
  private Runnable next = () -> {};

  /** Time goes by, on both clocks. */
  void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /** Someone sets the wall clock. */
  void jump(Duration by) {
    wall = wall.plus(by);
  }

  /** Has something happen, once, the next time that a clock is looked at. */
  void whenLookedAt(Runnable happening) {
    next = happening;
  }

  @Override
  public long getAsLong() {
    Runnable due = next;
    next = () -> {};
    due.run();
    return nanos;
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
