package io.twofold.trainer.train;

/**
 * How many epochs each stage of the {@code strong} recipe gets.
 *
 * @param content Enc_s learns the label
 * @param features Enc_z and Dec learn to rebuild
 * @param style all of them play for z
 */
record StrongStages(int content, int features, int style) {

  /** Fewer leave a stage without an epoch. */
  static final int LEAST_EPOCHS = 3;

  static StrongStages of(int epochs) {
    int content = Math.max(1, Math.round(epochs * 0.375f));
    int features = Math.max(1, Math.round(epochs * 0.1875f));
    return new StrongStages(content, features, epochs - content - features);
  }
}
