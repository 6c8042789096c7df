package io.twofold.trainer.data;

import java.util.HashMap;
import java.util.Map;

/**
 * The last sixth of the training images in the place of the test images, so that a recipe can be
 * chosen without a look at those: of MNIST, 50,000 to learn from and 10,000 to be judged by.
 */
public final class ValidationSplit {

  private static final int PARTS = 6;

  private ValidationSplit() {}

  /** The data set with its test images put aside. */
  public static Dataset of(Dataset data) {
    LabelledImages train = data.train();
    int kept = train.count() - Math.max(1, train.count() / PARTS);
    if (kept < 1) {
      throw new IllegalArgumentException(
          "%d training images are too few to keep some back".formatted(train.count()));
    }
    Map<String, String> settings = new HashMap<>(data.settings());
    settings.put("limit-train", Integer.toString(kept));
    return new Dataset(
        data.name(),
        data.source() + ", the last training images kept back",
        train.slice(0, kept),
        train.slice(kept, train.count()),
        settings);
  }
}
