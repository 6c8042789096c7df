package io.twofold.trainer.data;

import java.util.List;

/**
 * Drawn arrangements and what each was made of.
 *
 * @param images grey 32 × 32 images, light on black, with any subset of six labels
 * @param factors the style of each image, in the same order
 */
public record MultiStrokeImages(LabelledImages images, List<MultiStrokeFactors> factors) {

  public MultiStrokeImages {
    if (images.count() != factors.size()) {
      throw new IllegalArgumentException(
          "%d images need as many factors, not %d".formatted(images.count(), factors.size()));
    }
    factors = List.copyOf(factors);
  }
}
