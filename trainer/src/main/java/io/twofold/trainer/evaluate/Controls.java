package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.Control;
import io.twofold.trainer.data.LabelledImages;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/** Measures whose right answer is known; where one is wrong, the probes cannot be trusted. */
final class Controls {

  static final String SHUFFLED = "shuffled_labels";
  static final String PIXELS = "raw_pixels";

  private static final long SHUFFLE_SEED = 41;

  /** What a probe must read from the pixels of images that the judge reads almost all of. */
  private static final double PIXELS_AT_LEAST = 0.97;

  private static final double ALMOST_ALL = 0.99;

  /** How far a probe may stay behind the judge on harder images. */
  private static final double BEHIND_THE_JUDGE = 0.05;

  /** What chance adds to or takes from a share of many images, at most. */
  private static final double WITHIN_CHANCE = 0.01;

  /** Images take this many floats at most. */
  private static final int FLOAT_LIMIT = 50_000_000;

  private Controls() {}

  /**
   * A probe on z that learns from shuffled labels must stay near the floor: nothing of the test
   * labels reaches it.
   */
  static Control shuffled(
      Probe probe, LabelledCodes train, LabelledCodes test, DoubleConsumer progress) {
    int[] labels = train.labels().clone();
    Shuffling.shuffle(labels, new SplittableRandom(SHUFFLE_SEED));
    double accuracy = probe.accuracy(train.withLabels(labels), test, progress);
    double floor = test.majority();
    double chance = Math.sqrt(floor * (1 - floor) / test.count());
    double most = floor + Math.max(0.02, 4 * chance);
    return Control.newBuilder()
        .setName(SHUFFLED)
        .setValue(accuracy)
        .setAtMost(most)
        .setPassed(accuracy <= most)
        .build();
  }

  /** A probe on the images themselves must read the label. */
  static Control pixels(
      Probe probe,
      LabelledImages train,
      LabelledImages test,
      double judgeAccuracy,
      DoubleConsumer progress) {
    int limit = limit(train);
    return pixels(
        probe.accuracy(codes(train.head(limit)), codes(test.head(limit)), progress),
        judgeAccuracy,
        Math.min(limit, test.count()));
  }

  /** The most images of such a shape that are probed by their pixels. */
  static int limit(LabelledImages images) {
    return Math.max(1, FLOAT_LIMIT / images.imageSize());
  }

  /**
   * What a probe read from pixels, against what the judge reads. Of few images, each that is missed
   * counts much: there it may stay behind by chance as well.
   *
   * @param count images that were read
   */
  static Control pixels(double accuracy, double judgeAccuracy, int count) {
    double share = judgeAccuracy >= ALMOST_ALL ? PIXELS_AT_LEAST : judgeAccuracy - BEHIND_THE_JUDGE;
    double chance = Math.sqrt(Math.max(0, share * (1 - share)) / count);
    double least = share - Math.max(0, 4 * chance - WITHIN_CHANCE);
    return Control.newBuilder()
        .setName(PIXELS)
        .setValue(accuracy)
        .setAtLeast(least)
        .setPassed(accuracy >= least)
        .build();
  }

  private static LabelledCodes codes(LabelledImages images) {
    return new LabelledCodes(
        images.floats(0, images.count()), images.imageSize(), images.labels(), images.classes());
  }
}
