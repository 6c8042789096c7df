package io.twofold.trainer.evaluate;

import io.twofold.bundle.v1.Control;
import io.twofold.trainer.data.LabelledImages;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** The {@link Controls} of probes that read several labels. */
final class LabelControls {

  static final String PLANTED = "planted_xor";

  private static final long SHUFFLE_SEED = 41;
  private static final long NOISE_SEED = 42;

  /** What must be read of an exclusive-or that is planted with as much noise as this. */
  private static final double PLANTED_AT_LEAST = 0.95;

  private static final double PLANTED_NOISE = 0.25;

  private LabelControls() {}

  /** The codes with the labels of others. */
  static LabelCodes shuffled(LabelCodes codes) {
    int[] places = IntStream.range(0, codes.count()).toArray();
    Shuffling.shuffle(places, new SplittableRandom(SHUFFLE_SEED));
    return new LabelCodes(codes.values(), codes.dim(), codes.flags().pick(places));
  }

  /** A probe on z that learns from shuffled labels must stay near the floor, in each label. */
  static Control shuffled(Probe probe, LabelCodes train, LabelCodes test, DoubleConsumer progress) {
    double[] read = LabelProbes.of(probe, shuffled(train), test, progress);
    double chance =
        IntStream.range(0, read.length)
            .filter(label -> !Double.isNaN(read[label]))
            .mapToDouble(label -> BalancedAccuracy.chance(test.flags().of(label)))
            .max()
            .orElse(0);
    return atMost(
        Controls.SHUFFLED,
        Arrays.stream(read).filter(Double::isFinite).max().orElse(BalancedAccuracy.FLOOR),
        BalancedAccuracy.FLOOR + Math.max(0.02, 4 * chance));
  }

  /** A probe on the images themselves must read the labels. */
  static Control pixels(
      Probe probe,
      LabelledImages train,
      LabelledImages test,
      double judged,
      DoubleConsumer progress) {
    int limit = Controls.limit(train);
    double[] read =
        LabelProbes.of(probe, codes(train.head(limit)), codes(test.head(limit)), progress);
    return Controls.pixels(
        Arrays.stream(read).filter(Double::isFinite).average().orElse(0),
        judged,
        Math.min(limit, test.count()));
  }

  /** A joint probe must find an exclusive-or of two labels that is written into the codes. */
  static Control planted(
      Probe probe, LabelledCodes train, LabelledCodes test, DoubleConsumer progress) {
    SplittableRandom random = new SplittableRandom(NOISE_SEED);
    double read =
        JointProbe.of(probe, planted(train, random), planted(test, random), progress).parity(0b11);
    return Control.newBuilder()
        .setName(PLANTED)
        .setValue(read)
        .setAtLeast(PLANTED_AT_LEAST)
        .setPassed(read >= PLANTED_AT_LEAST)
        .build();
  }

  private static LabelledCodes planted(LabelledCodes codes, SplittableRandom random) {
    int dim = codes.dim() + 1;
    float[] values = new float[codes.count() * dim];
    for (int i = 0; i < codes.count(); i++) {
      System.arraycopy(codes.values(), i * codes.dim(), values, i * dim, codes.dim());
      int odd = Integer.bitCount(codes.labels()[i] & 0b11) % 2;
      values[i * dim + dim - 1] = (float) (odd - 0.5 + PLANTED_NOISE / 2 * random.nextGaussian());
    }
    return new LabelledCodes(values, dim, codes.labels(), codes.classes());
  }

  private static Control atMost(String name, double value, double most) {
    return Control.newBuilder()
        .setName(name)
        .setValue(value)
        .setAtMost(most)
        .setPassed(value <= most)
        .build();
  }

  private static LabelCodes codes(LabelledImages images) {
    return new LabelCodes(images.floats(0, images.count()), images.imageSize(), Flags.of(images));
  }
}
