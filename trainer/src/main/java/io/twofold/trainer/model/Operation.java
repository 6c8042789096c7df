package io.twofold.trainer.model;

/**
 * One step of what a trained network computes when it is served: dropout is gone, and batch
 * normalisation is part of the weights. Weights are copies, out of the engine.
 */
public sealed interface Operation {

  /** Multiplications that one item costs. */
  default long multiplyAdds() {
    return 0;
  }

  /**
   * [batch, in] → [batch, out]: weight · x + bias.
   *
   * @param in inputs
   * @param out outputs
   * @param weight [out, in]
   * @param bias [out]
   */
  record Dense(int in, int out, float[] weight, float[] bias) implements Operation {
    @Override
    public long multiplyAdds() {
      return (long) in * out;
    }
  }

  /**
   * [batch, in] → [batch, out] with the same padding on every side.
   *
   * @param in one item of the input
   * @param out one item of the output
   * @param kernel its height and width
   * @param stride between two places of the kernel
   * @param padding zeros around the input
   * @param weight [out channels, in channels, kernel, kernel]
   * @param bias [out channels]
   */
  record Convolution(
      FeatureMap in,
      FeatureMap out,
      int kernel,
      int stride,
      int padding,
      float[] weight,
      float[] bias)
      implements Operation {
    @Override
    public long multiplyAdds() {
      return (long) out.size() * in.channels() * kernel * kernel;
    }
  }

  /**
   * [batch, in] → [batch, out]: each input value adds a multiple of the kernel to the output, at
   * {@code stride} times its place. What falls over the edges is cut off: {@code padding} rows and
   * columns at the top and left, and at the bottom and right what lies beyond {@code out}.
   *
   * @param in one item of the input
   * @param out one item of the output
   * @param kernel its height and width
   * @param stride between two places of the kernel
   * @param padding rows and columns cut off at the top and left
   * @param weight [in channels, out channels, kernel, kernel]
   * @param bias [out channels]
   */
  record TransposedConvolution(
      FeatureMap in,
      FeatureMap out,
      int kernel,
      int stride,
      int padding,
      float[] weight,
      float[] bias)
      implements Operation {
    @Override
    public long multiplyAdds() {
      return (long) in.size() * out.channels() * kernel * kernel;
    }
  }

  /** Any shape: max(x, 0). */
  record Relu() implements Operation {}

  /**
   * [batch, size] → [batch, channels, height, width].
   *
   * @param map one item of the output
   */
  record ToMap(FeatureMap map) implements Operation {}

  /**
   * [batch, channels, height, width] → [batch, size].
   *
   * @param map one item of the input
   */
  record ToVector(FeatureMap map) implements Operation {}
}
