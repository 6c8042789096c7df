package io.twofold.trainer.model;

/**
 * The shape of one item between convolutions.
 *
 * @param channels how many planes
 * @param height of a plane
 * @param width of a plane
 */
public record FeatureMap(int channels, int height, int width) {

  public FeatureMap {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a feature map has at least one value, not %dx%dx%d".formatted(channels, height, width));
    }
  }

  /** Values in one item. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /** Half the height and width, rounded up, in another number of channels. */
  FeatureMap halved(int outChannels) {
    return new FeatureMap(outChannels, (height + 1) / 2, (width + 1) / 2);
  }
}
