package io.twofold.trainer.data;

import java.util.HashMap;
import java.util.Map;

/**
 * Images to learn from and images to be judged by.
 *
 * @param name a short name, fit to name a model after
 * @param source where the images came from, for people
 * @param train images to learn from
 * @param test held-out images of the same shape and labels
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
    if (train.channels() != test.channels()
        || train.height() != test.height()
        || train.width() != test.width()
        || train.labelKind() != test.labelKind()
        || !train.labelNames().equals(test.labelNames())) {
      throw new IllegalArgumentException(
          "training and test images must have one shape and one set of labels");
    }
    if (train.count() == 0 || test.count() == 0) {
      throw new IllegalArgumentException(
          "both training and test images are needed, not %d and %d"
              .formatted(train.count(), test.count()));
    }
  }

  /** A short name, fit to name a model after, made of a file's or folder's. */
  public static String nameLike(String name) {
    String cleaned = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return cleaned.isEmpty() ? "own" : cleaned.substring(0, Math.min(64, cleaned.length()));
  }

  /**
   * The same test set, and the first {@code limit} training images.
   *
   * @throws IllegalArgumentException where a label that some have is among the rest alone
   */
  public Dataset withTrainLimit(int limit) {
    if (limit >= train.count()) {
      return this;
    }
    LabelledImages kept = train.head(limit);
    int[] before = train.labelling().counts();
    int[] after = kept.labelling().counts();
    for (int label = 0; label < after.length; label++) {
      if (after[label] == 0 && before[label] > 0) {
        throw new IllegalArgumentException(
            "the first %d training images have none of '%s'; --limit-train must be larger"
                .formatted(limit, train.labelNames().get(label)));
      }
    }
    Map<String, String> limited = new HashMap<>(settings);
    limited.put("limit-train", Integer.toString(limit));
    return new Dataset(name, source, kept, test, limited);
  }
}
