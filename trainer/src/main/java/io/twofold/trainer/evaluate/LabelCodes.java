package io.twofold.trainer.evaluate;

/**
 * Codes and the labels of their images, of which each may have several.
 *
 * @param values codes back to back
 * @param dim values in a code
 * @param flags the labels of each code's image
 */
record LabelCodes(float[] values, int dim, Flags flags) {

  LabelCodes {
    if (values.length != (long) flags.count() * dim) {
      throw new IllegalArgumentException(
          "the labels of %d codes with %d values do not fit %d values"
              .formatted(flags.count(), dim, values.length));
    }
  }

  int count() {
    return flags.count();
  }

  /** With some labels' combination as the one class of each code. */
  LabelledCodes classed(LabelCombinations combinations) {
    return new LabelledCodes(values, dim, combinations.of(flags), combinations.count());
  }
}
