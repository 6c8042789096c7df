package io.twofold.server.rpc;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;

/**
 * How much one call may ask for.
 *
 * @param maxImages the most images, codes or pairs in a call
 * @param maxValues the most pixel values in a call, read or written
 */
record CallLimits(int maxImages, long maxValues) {

  /** 1 GiB of float32. */
  private static final long MAX_VALUES = 1L << 28;

  CallLimits {
    if (maxImages < 1) {
      throw new IllegalArgumentException("maxImages must be at least 1, not " + maxImages);
    }
  }

  /** That many images, and 1 GiB of pixel values. */
  CallLimits(int maxImages) {
    this(maxImages, MAX_VALUES);
  }

  /**
   * Checks a count before anything of its size is made.
   *
   * @param name what is counted, for the message
   * @param count as sent
   * @throws InvalidInputException where it is 0 or too large
   */
  int requireCount(String name, long count, ImageShape shape) {
    if (count < 1) {
      throw new InvalidInputException(
          name + ".count", name + ".count must be at least 1, not " + count);
    }
    if (count > maxImages) {
      throw new InvalidInputException(
          name, "%s: %d came, one call may have %d".formatted(name, count, maxImages));
    }
    if (count * shape.size() > maxValues) {
      throw new InvalidInputException(
          name,
          "%s: %d of shape %s came, one call may have %d pixel values in all"
              .formatted(name, count, shape, maxValues));
    }
    return (int) count;
  }
}
