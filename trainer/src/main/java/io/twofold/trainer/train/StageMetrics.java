package io.twofold.trainer.train;

import java.util.Map;

/**
 * What an epoch's iterations gave on average, on training batches.
 *
 * @param epoch from 1, over all stages
 * @param stage a word
 * @param iterations how many are in the averages
 * @param seconds since the epoch began
 * @param values by name: losses in nats, accuracies from 0 to 1; in the order of a table
 */
public record StageMetrics(
    int epoch, String stage, int iterations, double seconds, Map<String, Double> values) {}
