package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Measures on held-out images, by name, in the order in which a table shows them. */
public final class HeldOut {

  private static final long PAIR_SEED = 97;

  private HeldOut() {}

  /**
   * What the three graphs alone are worth.
   *
   * <ul>
   *   <li>{@code rec_bce}, {@code rec_mse}: reconstruction, the mean over pixels;
   *   <li>{@code s_linear}: the accuracy of a linear probe on s;
   *   <li>{@code z_linear}, {@code z_mlp}: the accuracies of fresh probes on z, which reads off
   *       what z still leaks;
   *   <li>{@code z_std_min}: the smallest standard deviation of a dimension of z; 0 is a dead one.
   * </ul>
   *
   * @param progress is told what is being measured
   */
  public static Map<String, Double> codes(Coder coder, Dataset data, Consumer<String> progress) {
    Map<String, Double> measures = new LinkedHashMap<>();
    progress.accept("encoding");
    LabelledCodes testS = coder.allS(data.test());
    LabelledCodes testZ = coder.allZ(data.test());
    LabelledCodes trainS = coder.allS(data.train());
    LabelledCodes trainZ = coder.allZ(data.train());
    Reconstruction reconstruction =
        Reconstruction.of(
            data.test().floats(0, data.test().count()),
            coder.decode().apply(testS.values(), testZ.values()));
    measures.put("rec_bce", reconstruction.bce());
    measures.put("rec_mse", reconstruction.mse());
    measures.put(
        "s_linear",
        Probe.linear().accuracy(trainS, testS, announce("linear probe on s", progress)));
    measures.put(
        "z_linear",
        Probe.linear().accuracy(trainZ, testZ, announce("linear probe on z", progress)));
    measures.put(
        "z_mlp", Probe.mlp().accuracy(trainZ, testZ, announce("MLP probe on z", progress)));
    measures.put("z_std_min", Standardiser.fit(testZ.values(), testZ.dim()).least());
    return measures;
  }

  /**
   * What the classifiers of the game say.
   *
   * <ul>
   *   <li>{@code clf_s}, {@code clf_x}, {@code clf_z}: their accuracies on held-out images;
   *   <li>{@code swap_clf_x}: the share of random held-out pairs (a, b) where Clf_x reads a's label
   *       from Dec(Enc_s(a), Enc_z(b)).
   * </ul>
   */
  public static Map<String, Double> classifiers(Networks nets, LabelledImages test) {
    float[] images = test.floats(0, test.count());
    float[] s = nets.encodeS(images);
    float[] z = nets.encodeZ(images);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("clf_s", Scores.agreement(nets.classify(nets.clfS, s), test.labels()));
    measures.put("clf_x", Scores.agreement(nets.classify(nets.clfX, images), test.labels()));
    measures.put("clf_z", Scores.agreement(nets.classify(nets.clfZ, z), test.labels()));
    float[] swapped = nets.decode(s, shuffled(z, nets.sizes().dimZ()));
    measures.put("swap_clf_x", Scores.agreement(nets.classify(nets.clfX, swapped), test.labels()));
    return measures;
  }

  private static float[] shuffled(float[] codes, int dim) {
    SplittableRandom random = new SplittableRandom(PAIR_SEED);
    int count = codes.length / dim;
    float[] drawn = new float[codes.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(codes, random.nextInt(count) * dim, drawn, i * dim, dim);
    }
    return drawn;
  }

  private static DoubleConsumer announce(String what, Consumer<String> progress) {
    return done -> progress.accept("%s: %.0f %%".formatted(what, 100 * done));
  }
}
