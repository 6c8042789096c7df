package io.twofold.trainer.train;

import io.twofold.trainer.run.EpochLine;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch's iterations gave on average, on training batches with dropout on. Losses are in
 * nats, accuracies from 0 to 1.
 *
 * @param epoch counted from 1
 * @param ceS CE(Clf_s(Enc_s(x)), l)
 * @param ceX CE(Clf_x(x), l)
 * @param ceZ CE(Clf_z(Enc_z(x)), l): the adversary's own; ln N is chance
 * @param recBce BCE(Dec(Enc_s(x), Enc_z(x)), x), the mean over pixels
 * @param fool CE(Clf_z(Enc_z(x)), ū)
 * @param swapCe CE(Clf_x(Dec(Enc_s(x′), Enc_z(x))), l′)
 * @param accuracyS of Clf_s
 * @param accuracyX of Clf_x
 * @param accuracyZ of Clf_z
 * @param iterations how many are in the averages
 * @param seconds since the epoch began
 */
public record EpochMetrics(
    int epoch,
    double ceS,
    double ceX,
    double ceZ,
    double recBce,
    double fool,
    double swapCe,
    double accuracyS,
    double accuracyX,
    double accuracyZ,
    int iterations,
    double seconds) {

  /** The recipe's one stage. */
  private static final String STAGE = "game";

  /** As a line of a run's metrics. */
  public EpochLine toLine() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("rec_bce", recBce);
    values.put("fool", fool);
    values.put("swap_ce", swapCe);
    values.put("ce_s", ceS);
    values.put("ce_x", ceX);
    values.put("ce_z", ceZ);
    values.put("accuracy_s", accuracyS);
    values.put("accuracy_x", accuracyX);
    values.put("accuracy_z", accuracyZ);
    return new EpochLine(epoch, STAGE, iterations, seconds, values);
  }

  /** What {@link #toLine} wrote; a value that is missing is NaN. */
  public static EpochMetrics of(EpochLine line) {
    return new EpochMetrics(
        line.epoch(),
        line.value("ce_s"),
        line.value("ce_x"),
        line.value("ce_z"),
        line.value("rec_bce"),
        line.value("fool"),
        line.value("swap_ce"),
        line.value("accuracy_s"),
        line.value("accuracy_x"),
        line.value("accuracy_z"),
        line.iterations(),
        line.seconds());
  }
}
