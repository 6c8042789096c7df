package io.twofold.trainer.train;

import java.util.SplittableRandom;

/**
 * The seeds of all that is random in an epoch. They depend on the run's seed and the epoch alone,
 * so a run that is resumed at an epoch goes on as one that was never interrupted.
 *
 * @param engine of the training engine: dropout
 * @param supervised of the images of the supervised phase
 * @param adversary of the images of the adversary's phase
 * @param autoencoder of the images of the autoencoder's phase
 */
record EpochSeeds(int engine, long supervised, long adversary, long autoencoder) {

  /** The seeds of an epoch. */
  static EpochSeeds of(long seed, int epoch) {
    SplittableRandom run = new SplittableRandom(seed);
    SplittableRandom random = new SplittableRandom(run.nextLong() + epoch);
    return new EpochSeeds(
        random.nextInt(), random.nextLong(), random.nextLong(), random.nextLong());
  }
}
