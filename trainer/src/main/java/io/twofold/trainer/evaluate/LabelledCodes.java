package io.twofold.trainer.evaluate;

/**
 * Codes and the labels of their images.
 *
 * @param values codes back to back
 * @param dim values in a code
 * @param labels the class of each code
 * @param classes how many classes there are
 */
public record LabelledCodes(float[] values, int dim, int[] labels, int classes) {

  public LabelledCodes {
    if (values.length != (long) labels.length * dim || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d labels of codes with %d values do not fit %d values"
              .formatted(labels.length, dim, values.length));
    }
  }

  int count() {
    return labels.length;
  }

  LabelledCodes standardised(Standardiser standardiser) {
    return new LabelledCodes(standardiser.apply(values), dim, labels, classes);
  }
}
