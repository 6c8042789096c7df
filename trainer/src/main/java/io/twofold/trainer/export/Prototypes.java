package io.twofold.trainer.export;

import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The mean s of each label over images: of those that have it and, where an image has several
 * labels, of those that lack it.
 */
final class Prototypes {

  /** Images encoded at once. */
  private static final int STEP = 1000;

  private Prototypes() {}

  /**
   * A prototype for each label that some image has and, with several labels, some image lacks.
   *
   * @param encodeS [count, image] → [count, dim]
   */
  static List<Prototype> of(LabelledImages images, UnaryOperator<float[]> encodeS, int dim) {
    int labels = images.classes();
    double[][] on = new double[labels][dim];
    double[] all = new double[dim];
    for (int from = 0; from < images.count(); from += STEP) {
      int to = Math.min(images.count(), from + STEP);
      float[] s = encodeS.apply(images.floats(from, to));
      for (int i = from; i < to; i++) {
        for (int d = 0; d < dim; d++) {
          all[d] += s[(i - from) * dim + d];
        }
        for (int label = 0; label < labels; label++) {
          if (images.labelling().has(i, label)) {
            for (int d = 0; d < dim; d++) {
              on[label][d] += s[(i - from) * dim + d];
            }
          }
        }
      }
    }
    boolean multi = images.labelKind() == LabelKind.MULTI;
    int[] counts = images.labelling().counts();
    List<Prototype> prototypes = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      int have = counts[label];
      int lack = images.count() - have;
      if (have == 0 || (multi && lack == 0)) {
        continue;
      }
      Prototype.Builder prototype = Prototype.newBuilder().setLabel(images.labelNames().get(label));
      for (int d = 0; d < dim; d++) {
        prototype.addS((float) (on[label][d] / have));
        if (multi) {
          prototype.addSOff((float) ((all[d] - on[label][d]) / lack));
        }
      }
      prototypes.add(prototype.build());
    }
    return prototypes;
  }
}
