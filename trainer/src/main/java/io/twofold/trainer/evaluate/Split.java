package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.ValidationSplit;

/** Which images a scorecard is measured on. */
public enum Split {
  /** The test images; for a claim, once. */
  TEST,
  /** The last of the training images; for choosing. */
  VALIDATION;

  /** The data set with the images to measure on as its test images. */
  Dataset of(Dataset data) {
    return switch (this) {
      case TEST -> data;
      case VALIDATION -> ValidationSplit.of(data);
    };
  }
}
