package io.twofold.trainer.data;

import java.util.HashMap;
import java.util.Map;

/**
 * Images to learn from and images to be judged by.
 *
 * @param name a short name, fit to name a model after
 * @param source where the images came from, for people
 * @param train images to learn from
 * @param test held-out images of the same shape and classes
 * @param settings what it takes to have the same images again, by the names of the flags
 */
public record Dataset(
    String name,
    String source,
    LabelledImages train,
    LabelledImages test,
    Map<String, String> settings) {

  public Dataset {
    settings = Map.copyOf(settings);
    if (train.imageSize() != test.imageSize() || !train.labelNames().equals(test.labelNames())) {
      throw new IllegalArgumentException(
          "training and test images must have one shape and one set of classes");
    }
    if (train.count() == 0 || test.count() == 0) {
      throw new IllegalArgumentException(
          "both training and test images are needed, not %d and %d"
              .formatted(train.count(), test.count()));
    }
  }

  /** The same test set, and the first {@code limit} training images. */
  public Dataset withTrainLimit(int limit) {
    if (limit >= train.count()) {
      return this;
    }
    Map<String, String> limited = new HashMap<>(settings);
    limited.put("limit-train", Integer.toString(limit));
    return new Dataset(name, source, train.head(limit), test, limited);
  }
}
