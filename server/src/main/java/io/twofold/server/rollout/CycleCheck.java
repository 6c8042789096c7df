package io.twofold.server.rollout;

/**
 * One swap, encoded again.
 *
 * @param s of the content, [dim_s]
 * @param z of the style image, [dim_z]
 * @param sBack of the swap
 * @param zBack of the swap
 * @param reconstruction mean squared difference of the style image from its own reconstruction
 */
public record CycleCheck(
    float[] s, float[] z, float[] sBack, float[] zBack, double reconstruction) {}
