package io.twofold.trainer.train;

import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.NetKind;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.StyleFlow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every hyper-parameter of the {@code seed} recipe, under the names of the command's flags.
 *
 * @param epochs passes of ⌊images / batch⌋ iterations
 * @param batch images in each draw
 * @param dimS values in s
 * @param dimZ values in z
 * @param dimH units in each hidden layer
 * @param adversarySteps steps of the adversary in each iteration
 * @param weightRec weight of the reconstruction
 * @param weightAdv weight of fooling the adversary
 * @param weightSwap weight of showing another image's label
 * @param lrSupervised Adam's learning rate of Enc_s, Clf_s and Clf_x
 * @param lrAdversary SGD's learning rate of Clf_z
 * @param lrAutoencoder Adam's learning rate of Enc_z and Dec
 * @param dropoutEnc dropout of the encoders
 * @param dropoutDec dropout of the decoder
 * @param seed of weights, dropout and the order of images
 * @param net what the encoders and the decoder are made of
 */
public record TrainConfig(
    int epochs,
    int batch,
    int dimS,
    int dimZ,
    int dimH,
    int adversarySteps,
    float weightRec,
    float weightAdv,
    float weightSwap,
    float lrSupervised,
    float lrAdversary,
    float lrAutoencoder,
    float dropoutEnc,
    float dropoutDec,
    long seed,
    NetKind net)
    implements Recipe {

  /** The recipe's name. */
  public static final String NAME = "seed";

  /** The recipe as it is defined, with seed 1. */
  public static final TrainConfig SEED_RECIPE =
      new TrainConfig(30, 128, 16, 16, 256, 3, 10f, 10f, 1f, 1e-3f, 1e-3f, 1e-3f, 0.2f, 0.3f, 1);

  /** The configuration of perceptrons. */
  public TrainConfig(
      int epochs,
      int batch,
      int dimS,
      int dimZ,
      int dimH,
      int adversarySteps,
      float weightRec,
      float weightAdv,
      float weightSwap,
      float lrSupervised,
      float lrAdversary,
      float lrAutoencoder,
      float dropoutEnc,
      float dropoutDec,
      long seed) {
    this(
        epochs,
        batch,
        dimS,
        dimZ,
        dimH,
        adversarySteps,
        weightRec,
        weightAdv,
        weightSwap,
        lrSupervised,
        lrAdversary,
        lrAutoencoder,
        dropoutEnc,
        dropoutDec,
        seed,
        NetKind.MLP);
  }

  public TrainConfig {
    Checks.atLeast("--epochs", epochs, 1);
    Checks.atLeast("--batch", batch, 1);
    Checks.codeSize("--dim-s", dimS, 1);
    Checks.codeSize("--dim-z", dimZ, 1);
    Checks.atLeast("--dim-h", dimH, 1);
    Checks.atLeast("--adversary-steps", adversarySteps, 0);
    Checks.weight("--weight-rec", weightRec);
    Checks.weight("--weight-adv", weightAdv);
    Checks.weight("--weight-swap", weightSwap);
    Checks.rate("--lr-supervised", lrSupervised);
    Checks.rate("--lr-adversary", lrAdversary);
    Checks.rate("--lr-autoencoder", lrAutoencoder);
    Checks.dropout("--dropout-enc", dropoutEnc);
    Checks.dropout("--dropout-dec", dropoutDec);
    if (net == NetKind.CONV && batch < 2) {
      throw new IllegalArgumentException(
          "--net conv needs a --batch of at least 2, whose mean it takes, not " + batch);
    }
  }

  @Override
  public double work(int epoch) {
    return 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Networks.Sizes sizes(LabelledImages images) {
    return new Networks.Sizes(
        new ImageShape(images.channels(), images.height(), images.width()),
        images.classes(),
        dimS,
        dimZ,
        dimH,
        dropoutEnc,
        dropoutDec,
        net,
        StyleFlow.Size.NONE,
        List.of(),
        images.labelKind());
  }

  @Override
  public Training training(NDManager manager, Networks nets, LabelledImages images) {
    return new Trainer(this, manager, nets, images);
  }

  @Override
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("epochs", Integer.toString(epochs));
    map.put("batch", Integer.toString(batch));
    map.put("dim-s", Integer.toString(dimS));
    map.put("dim-z", Integer.toString(dimZ));
    map.put("dim-h", Integer.toString(dimH));
    map.put("adversary-steps", Integer.toString(adversarySteps));
    map.put("weight-rec", Float.toString(weightRec));
    map.put("weight-adv", Float.toString(weightAdv));
    map.put("weight-swap", Float.toString(weightSwap));
    map.put("lr-supervised", Float.toString(lrSupervised));
    map.put("lr-adversary", Float.toString(lrAdversary));
    map.put("lr-autoencoder", Float.toString(lrAutoencoder));
    map.put("dropout-enc", Float.toString(dropoutEnc));
    map.put("dropout-dec", Float.toString(dropoutDec));
    map.put("seed", Long.toString(seed));
    map.put("net", net.name().toLowerCase(Locale.ROOT));
    return map;
  }
}
