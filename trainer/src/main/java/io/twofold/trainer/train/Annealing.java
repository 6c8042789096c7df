package io.twofold.trainer.train;

/** A learning rate over a stage: up over the first part, then down to a hundredth by a cosine. */
final class Annealing {

  private static final double WARM_UP = 0.03;
  private static final double LEAST = 0.01;

  private Annealing() {}

  /**
   * The rate at a time.
   *
   * @param top the largest rate
   * @param done the share of the stage that is over, from 0 to 1
   */
  static float rate(float top, double done) {
    double falling = LEAST + (1 - LEAST) * 0.5 * (1 + Math.cos(Math.PI * done));
    double rising = Math.min(1, done / WARM_UP + 0.01);
    return (float) (top * falling * rising);
  }
}
