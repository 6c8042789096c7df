package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.loss.LabelLoss;
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
   * <p>Where an image has several labels, each is measured by itself, as a balanced accuracy, of
   * which 0.5 says nothing: {@code s_linear} is the mean over them, {@code z_linear} and {@code
   * z_mlp} are the largest, and {@code z_mlp.NAME} and so on are those of one label.
   *
   * @param progress is told what is being measured
   */
  public static Map<String, Double> codes(Coder coder, Dataset data, Consumer<String> progress) {
    Map<String, Double> measures = new LinkedHashMap<>();
    progress.accept("encoding");
    float[] testS = coder.codesS(data.test());
    float[] testZ = coder.codesZ(data.test());
    float[] trainS = coder.codesS(data.train());
    float[] trainZ = coder.codesZ(data.train());
    Reconstruction reconstruction =
        Reconstruction.of(
            data.test().floats(0, data.test().count()), coder.decode().apply(testS, testZ));
    measures.put("rec_bce", reconstruction.bce());
    measures.put("rec_mse", reconstruction.mse());
    measures.putAll(
        switch (data.train().labelKind()) {
          case SINGLE -> probes(coder, data, trainS, testS, trainZ, testZ, progress);
          case MULTI -> MultiHeldOut.probes(data, trainS, testS, trainZ, testZ, progress);
        });
    measures.put("z_std_min", Standardiser.fit(testZ, coder.dimZ()).least());
    return measures;
  }

  private static Map<String, Double> probes(
      Coder coder,
      Dataset data,
      float[] trainS,
      float[] testS,
      float[] trainZ,
      float[] testZ,
      Consumer<String> progress) {
    LabelledCodes learnS = Coder.labelled(data.train(), trainS, coder.dimS());
    LabelledCodes learnZ = Coder.labelled(data.train(), trainZ, coder.dimZ());
    LabelledCodes heldS = Coder.labelled(data.test(), testS, coder.dimS());
    LabelledCodes heldZ = Coder.labelled(data.test(), testZ, coder.dimZ());
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(
        "s_linear",
        Probe.linear().accuracy(learnS, heldS, announce("linear probe on s", progress)));
    measures.put(
        "z_linear",
        Probe.linear().accuracy(learnZ, heldZ, announce("linear probe on z", progress)));
    measures.put(
        "z_mlp", Probe.mlp().accuracy(learnZ, heldZ, announce("MLP probe on z", progress)));
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
   *
   * <p>Where an image has several labels, these are shares of labels, not of images.
   */
  public static Map<String, Double> classifiers(Networks nets, LabelledImages test) {
    float[] images = test.floats(0, test.count());
    float[] s = nets.encodeS(images);
    float[] z = nets.encodeZ(images);
    Map<String, Double> measures = new LinkedHashMap<>();
    LabelLoss loss = LabelLoss.of(test.labelKind());
    float[] targets = test.targets();
    int labels = test.classes();
    measures.put("clf_s", loss.accuracy(nets.logits(nets.clfS, s), targets, labels));
    measures.put("clf_x", loss.accuracy(nets.logits(nets.clfX, images), targets, labels));
    measures.put("clf_z", loss.accuracy(nets.logits(nets.clfZ, z), targets, labels));
    float[] swapped = nets.decode(s, shuffled(z, nets.sizes().dimZ()));
    measures.put("swap_clf_x", loss.accuracy(nets.logits(nets.clfX, swapped), targets, labels));
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
