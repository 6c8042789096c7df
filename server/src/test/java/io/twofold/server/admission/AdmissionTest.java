package io.twofold.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.netflix.concurrency.limits.limit.SettableLimit;
import io.twofold.server.admission.Admission.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final AtomicLong clock = new AtomicLong(1_000_000_000);

  @Test
  void letsInAsManyAsTheLimitAllows() {
    SettableLimit limit = new SettableLimit(2);
    Admission admission = new Admission(limit, () -> {}, Long.MAX_VALUE, clock::get);
    Permit first = enter(admission);
    Permit second = enter(admission);
    assertThat(admission.tryEnter()).isNull();
    assertThat(admission.inFlight()).isEqualTo(2);

    first.leave();
    Permit third = enter(admission);
    limit.setLimit(1);
    second.leave();
    assertThat(admission.tryEnter()).as("one is in, and one may be").isNull();

    third.leave();
    assertThat(admission.inFlight()).isZero();
    enter(admission).leave();
  }

  @Test
  void longWaitsCloseTheDoorAndShortOnesOpenIt() {
    Admission admission =
        Admission.of(new AdmissionLimits(256, Duration.ofMillis(5)), 2, clock::get);
    assertThat(admission.limit()).isEqualTo(256);

    Permit stays = enter(admission);
    for (int i = 0; i < 20; i++) {
      round(admission, 50, true);
    }
    assertThat(admission.limit()).as("the least").isEqualTo(16);

    for (int i = 0; i < 200; i++) {
      round(admission, 1, true);
    }
    assertThat(admission.limit()).as("the most").isEqualTo(256);
    stays.leave();
  }

  @Test
  void aServerThatWasIdleBeginsAnew() {
    Admission admission =
        Admission.of(new AdmissionLimits(256, Duration.ofMillis(5)), 2, clock::get);
    List<Permit> others = new ArrayList<>(List.of(enter(admission)));
    for (int i = 0; i < 20; i++) {
      for (int call = 0; call < 10; call++) {
        Permit refused = enter(admission);
        refused.dropped();
        refused.leave();
      }
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
    }
    assertThat(admission.limit()).as("calls found their queue full").isEqualTo(16);

    others.forEach(Permit::leave);
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
    enter(admission).leave();
    assertThat(admission.limit()).as("a moment").isEqualTo(16);

    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(101));
    enter(admission).leave();
    assertThat(admission.limit()).isEqualTo(256);
  }

  @Test
  void callsThatNeverQueuedMoveNothing() {
    Admission admission =
        Admission.of(new AdmissionLimits(256, Duration.ofMillis(5)), 2, clock::get);
    for (int i = 0; i < 20; i++) {
      round(admission, 500, false);
    }
    assertThat(admission.limit()).isEqualTo(256);
  }

  @Test
  void oneSlowReaderAmongManyDoesNotCloseTheDoor() {
    Admission admission =
        Admission.of(new AdmissionLimits(256, Duration.ofMillis(5)), 2, clock::get);
    for (int i = 0; i < 50; i++) {
      Permit slow = enter(admission);
      slow.waited(TimeUnit.MILLISECONDS.toNanos(2));
      round(admission, 2, true);
      clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
      slow.leave();
    }
    assertThat(admission.limit()).isEqualTo(256);
  }

  @Test
  void aSmallMaximumIsTheMinimumToo() {
    Admission admission = Admission.of(new AdmissionLimits(3, Duration.ofMillis(5)), 8, clock::get);
    assertThat(admission.limit()).isEqualTo(3);
  }

  @Test
  void limitsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> new AdmissionLimits(0, Duration.ofMillis(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxConcurrency must be at least 1, not 0");
    assertThatThrownBy(() -> new AdmissionLimits(1, Duration.ofNanos(5)))
        .hasMessage("waitTarget must be from a millisecond to a minute, not PT0.000000005S");
  }

  /** As many calls at once as are let in, which wait so long in their queue, or come to none. */
  private void round(Admission admission, long millis, boolean queued) {
    List<Permit> permits = new ArrayList<>();
    for (Permit permit = admission.tryEnter(); permit != null; permit = admission.tryEnter()) {
      permits.add(permit);
    }
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    for (Permit permit : permits) {
      if (queued) {
        permit.waited(TimeUnit.MILLISECONDS.toNanos(millis));
      }
      permit.leave();
    }
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
  }

  private static Permit enter(Admission admission) {
    return Objects.requireNonNull(admission.tryEnter());
  }
}
