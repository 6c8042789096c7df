package io.twofold.trainer.data;

import java.util.List;

/**
 * Drawn digits and what each was made of.
 *
 * @param images grey 28 × 28 images, white on black, labelled 0 to 9
 * @param factors the factors of each image, in the same order
 */
public record StrokeDigits(LabelledImages images, List<StrokeFactors> factors) {

  public StrokeDigits {
    if (images.count() != factors.size()) {
      throw new IllegalArgumentException(
          "%d images need as many factors, not %d".formatted(images.count(), factors.size()));
    }
    factors = List.copyOf(factors);
  }
}
