package io.twofold.trainer.train;

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
    double seconds) {}
