package io.twofold.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.util.Durations;
import io.twofold.v1.VersionEvidence;
import org.junit.jupiter.api.Test;

class VersionWatchTest {

  private final VersionWatch watch = new VersionWatch();

  @Test
  void theCycleErrorIsInPartsOfTheCodesOwnSpread() {
    watch.checked(check(1, 1.5f));
    watch.checked(check(-1, -1));
    VersionEvidence evidence = watch.evidence(3);
    // s: an error of 0.25 over a spread of 2; z comes back as it was.
    assertThat(evidence.getCycleError()).isCloseTo(0.25 / 2 / 2, within(1e-9));
    assertThat(evidence.getChecks()).isEqualTo(2);
    assertThat(evidence.getReconstructionError()).isEqualTo(0.5);
    assertThat(evidence.getVersion()).isEqualTo(3);
  }

  @Test
  void oneImageSentAgainAndAgainIsNoBreach() {
    for (int i = 0; i < 1_000; i++) {
      watch.checked(check(1, 1.0001f));
    }
    assertThat(watch.evidence(3).getCycleError()).isLessThan(1e-5);
  }

  @Test
  void failuresAndLatenciesAreCounted() {
    for (int i = 1; i <= 100; i++) {
      watch.answered(false, i * 1_000_000L);
    }
    watch.answered(true, 5);
    watch.copied(0.5, 1_000_000L);
    watch.copied(Double.NaN, 1_000_000L);
    watch.notFinite();
    VersionEvidence evidence = watch.evidence(3);
    assertThat(evidence.getCalls()).isEqualTo(103);
    assertThat(evidence.getErrors()).isEqualTo(2);
    assertThat(evidence.getNonFinite()).isEqualTo(1);
    assertThat(evidence.getCopies()).isEqualTo(2);
    assertThat(evidence.getCopyDifference()).isEqualTo(0.25);
    assertThat(Durations.toNanos(evidence.getP99())).isBetween(98_000_000L, 101_000_000L);
  }

  private static CycleCheck check(float s, float sBack) {
    return new CycleCheck(
        new float[] {s}, new float[] {s}, new float[] {sBack}, new float[] {s}, 0.5);
  }
}
