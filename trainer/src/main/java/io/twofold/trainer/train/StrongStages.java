package io.twofold.trainer.train;

import java.util.Locale;

/**
 * How many epochs each stage of the {@code strong} recipe gets.
 *
 * @param content Enc_s learns the label
 * @param features Enc_z and Dec learn to rebuild
 * @param density the flow alone learns what features look like for each content
 * @param style all of them play for z
 */
record StrongStages(int content, int features, int density, int style) {

  /** Fewer leave a stage without an epoch. */
  static final int LEAST_EPOCHS = 4;

  static StrongStages of(int epochs) {
    int content = Math.max(1, Math.round(epochs * 0.3f));
    int features = Math.max(1, Math.round(epochs * 0.15f));
    int density = Math.max(1, Math.round(epochs * 0.1f));
    return new StrongStages(content, features, density, epochs - content - features - density);
  }

  /** A part of the training. */
  enum Stage {
    CONTENT,
    FEATURES,
    DENSITY,
    STYLE;

    /** The stage's name in metrics. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where in the training an epoch lies.
   *
   * @param stage the stage
   * @param epoch from 0, in the stage
   * @param epochs of the stage
   */
  record Place(Stage stage, int epoch, int epochs) {

    /** The share of the stage that is over after a share of the epoch. */
    double done(double ofEpoch) {
      return (epoch + ofEpoch) / epochs;
    }
  }

  /**
   * The place of an epoch.
   *
   * @param epoch from 1, over all stages
   */
  Place place(int epoch) {
    int before = 0;
    for (Stage stage : Stage.values()) {
      int length =
          switch (stage) {
            case CONTENT -> content;
            case FEATURES -> features;
            case DENSITY -> density;
            case STYLE -> style;
          };
      if (epoch <= before + length) {
        return new Place(stage, epoch - before - 1, length);
      }
      before += length;
    }
    throw new IllegalArgumentException("there is no epoch " + epoch + " of " + before);
  }
}
