package io.twofold.trainer.loss;

import ai.djl.ndarray.NDArray;

/**
 * How far swaps are from following their style image: with W a change of looks (a shear, a stretch,
 * thicker strokes …), Σ over pixels of (Dec(s_a, Enc_z(W b)) − W Dec(s_a, Enc_z(b)))², the mean
 * over the batch. It ties the axes of z together across contents: a slanted seven must slant a two.
 */
public final class WarpFollowing {

  private WarpFollowing() {}

  /**
   * The loss of a batch.
   *
   * @param ofWarped swaps in the style of warped images: [batch, image]
   * @param warped warped swaps in the style of the images as they are, as a constant
   * @return a scalar
   */
  public static NDArray of(NDArray ofWarped, NDArray warped) {
    return ofWarped.sub(warped).square().sum(new int[] {1}).mean();
  }
}
