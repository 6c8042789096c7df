package io.twofold.trainer.train;

import java.util.Locale;

/**
 * How many epochs each stage of the {@code strong} recipe gets.
 *
 * @param content Enc_s learns the label
 * @param features Enc_z and Dec learn to rebuild
 * @param density the flow alone learns what features look like for each content
 * @param style all of them play for z
 * @param settle the flow alone silences what is left
 */
record StrongStages(int content, int features, int density, int style, int settle) {

  /** Fewer leave a stage without an epoch. */
  static final int LEAST_EPOCHS = 5;

  /**
   * Shares epochs out; every stage gets one at least.
   *
   * @param epochs at least {@link #LEAST_EPOCHS}
   * @throws IllegalArgumentException where a stage would get none
   */
  static StrongStages of(int epochs, StageShares shares) {
    int content = share(epochs, shares.content());
    int features = share(epochs, shares.features());
    int density = share(epochs, shares.density());
    int rest = epochs - content - features - density;
    int settle = Math.min(share(epochs, shares.settle()), rest - 1);
    int style = rest - settle;
    if (settle < 1) {
      throw new IllegalArgumentException(
          "--stage-shares %s leave a stage without an epoch of --epochs %d"
              .formatted(shares, epochs));
    }
    return new StrongStages(content, features, density, style, settle);
  }

  private static int share(int epochs, int hundredths) {
    return Math.max(1, Math.round(epochs * (hundredths / 100f)));
  }

  /** A part of the training. */
  enum Stage {
    CONTENT(1),
    FEATURES(4),
    DENSITY(1),
    STYLE(9),
    SETTLE(4.5);

    /** About how long an epoch takes beside one of the first stage. */
    final double work;

    Stage(double work) {
      this.work = work;
    }

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
            case SETTLE -> settle;
          };
      if (epoch <= before + length) {
        return new Place(stage, epoch - before - 1, length);
      }
      before += length;
    }
    throw new IllegalArgumentException("there is no epoch " + epoch + " of " + before);
  }
}
