package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.LabelledImages;

/** What turns a label of several on when it is added to s, and off when it is taken away. */
public final class LabelShifts {

  /** Images whose mean is near enough for a picture. */
  private static final int ENOUGH = 5000;

  private LabelShifts() {}

  /** Shifts for pictures, from the first of some images: [labels][dim_s]. */
  public static float[][] of(Coder coder, LabelledImages images) {
    LabelledImages some = images.head(ENOUGH);
    return of(new LabelCodes(coder.codesS(some), coder.dimS(), Flags.of(some)));
  }

  /**
   * For each label, the mean s of images that have it less that of images that lack it; nothing
   * where images do not differ in it.
   */
  static float[][] of(LabelCodes s) {
    int dim = s.dim();
    float[][] shifts = new float[s.flags().labels()][dim];
    for (int label = 0; label < shifts.length; label++) {
      if (s.flags().varies(label)) {
        shifts[label] = of(s, label);
      }
    }
    return shifts;
  }

  private static float[] of(LabelCodes s, int label) {
    double[][] sums = new double[2][s.dim()];
    int[] counts = new int[2];
    for (int i = 0; i < s.count(); i++) {
      int side = s.flags().has(i, label) ? 1 : 0;
      counts[side]++;
      for (int d = 0; d < s.dim(); d++) {
        sums[side][d] += s.values()[i * s.dim() + d];
      }
    }
    float[] shift = new float[s.dim()];
    for (int d = 0; d < shift.length; d++) {
      shift[d] = (float) (sums[1][d] / counts[1] - sums[0][d] / counts[0]);
    }
    return shift;
  }
}
