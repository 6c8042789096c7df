package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;

/**
 * What lies between the features that Enc_z sees and z.
 *
 * @param flow the invertible map
 * @param dither the noise that goes with the features into it
 */
public record StyleMap(StyleFlow flow, Dither dither) {

  /**
   * Features to z, with the noise that their images bring along.
   *
   * @param features [batch, dim]
   * @param x the images: [batch, image]
   * @param c the probabilities of their labels: [batch, labels]
   */
  NDArray toStyle(NDArray features, NDArray x, NDArray c) {
    return flow.toStyle(dither.addOwn(features, x), c).z();
  }
}
