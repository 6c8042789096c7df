package io.twofold.trainer.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.bundle.v1.Control;
import io.twofold.bundle.v1.ProbeReading;
import io.twofold.bundle.v1.Scorecard;
import io.twofold.bundle.v1.SwapRow;
import io.twofold.bundle.v1.SwapTable;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScorecardReportTest {

  private static final Scorecard CARD =
      Scorecard.newBuilder()
          .putMeasures("z_leak", 0.25)
          .addControls(
              Control.newBuilder()
                  .setName("raw pixels")
                  .setValue(0.98)
                  .setAtLeast(0.97)
                  .setPassed(true))
          .addControls(
              Control.newBuilder()
                  .setName("shuffled")
                  .setValue(0.3)
                  .setAtMost(0.13)
                  .setPassed(false))
          .addProbes(reading("mlp", 0.2))
          .addProbes(reading("mlp", 0.25))
          .setSwaps(
              SwapTable.newBuilder()
                  .addAllLabels(List.of("a", "b"))
                  .addContents(row(0.5, 10))
                  .addContents(row(0, 0)))
          .setQuick(true)
          .build();

  @Test
  void everythingThatWasMeasuredIsInTheReport() {
    ReportContent content = ScorecardReport.add(CARD, new ReportContent.Builder("m")).build();
    assertThat(content.measures()).containsEntry("z_leak", 0.25);
    assertThat(content.controls())
        .containsExactly(
            new ControlResult("raw pixels", 0.98, "at least 0.970", true),
            new ControlResult("shuffled", 0.3, "at most 0.130", false));
    assertThat(content.tables().get(0).rows())
        .containsExactly(new DataTable.Row("z: mlp", List.of(0.2, 0.25)));
    SwapMatrix swaps = Objects.requireNonNull(content.swaps());
    assertThat(swaps.accuracy()[0]).containsExactly(0.5, 0.5);
    assertThat(swaps.accuracy()[1]).containsOnly(Double.NaN);
    assertThat(content.warnings()).hasSize(1);
  }

  private static ProbeReading.Builder reading(String probe, double accuracy) {
    return ProbeReading.newBuilder().setCode("z").setProbe(probe).setAccuracy(accuracy);
  }

  private static SwapRow.Builder row(double accuracy, int swaps) {
    return SwapRow.newBuilder()
        .addAllAccuracy(List.of(accuracy, accuracy))
        .addAllSwaps(List.of(swaps, swaps));
  }
}
