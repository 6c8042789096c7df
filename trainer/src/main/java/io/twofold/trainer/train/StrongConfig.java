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
 * Every hyper-parameter of the {@code strong} recipe, under the names of the command's flags.
 *
 * @param epochs passes over the images, over all stages
 * @param batch images in each draw
 * @param dimS values in s
 * @param dimZ values in z, an even number
 * @param dimH units in each hidden layer of the encoders and the decoder
 * @param flow the size of the flow between Enc_z's features and z
 * @param weightRate weight of the features' rate, in nats, beside a reconstruction in nats an image
 * @param weightSwap weight of showing the content's label in a swap
 * @param weightAdv weight of fooling the adversaries
 * @param weightWarp weight of a swap's following its style image's warp
 * @param weightDensity weight of z's being a standard normal for each content
 * @param weightStay weight of a swap's staying where it was while the flow settles
 * @param adversaries how many read z at a time; each starts afresh now and then
 * @param lr Adam's learning rate at a stage's start; it falls to a hundredth by a cosine
 * @param dropoutEnc dropout of Enc_s
 * @param seed of weights, noise, warps and the order of images
 * @param net what the encoders and the decoder are made of
 * @param stageShares how the epochs are shared out
 */
public record StrongConfig(
    int epochs,
    int batch,
    int dimS,
    int dimZ,
    int dimH,
    StyleFlow.Size flow,
    float weightRate,
    float weightSwap,
    float weightAdv,
    float weightWarp,
    float weightDensity,
    float weightStay,
    int adversaries,
    float lr,
    float dropoutEnc,
    long seed,
    NetKind net,
    StageShares stageShares)
    implements Recipe {

  /** The recipe's name. */
  public static final String NAME = "strong";

  private static final List<Integer> CLF_X_HIDDEN = List.of(256, 128);

  /** The recipe as it is defined, with seed 1. */
  public static final StrongConfig DEFAULTS =
      new StrongConfig(
          100,
          256,
          16,
          16,
          256,
          new StyleFlow.Size(8, 224),
          1f,
          3f,
          10f,
          5f,
          10f,
          0.08f,
          2,
          2e-3f,
          0.1f,
          1,
          NetKind.MLP,
          StageShares.DEFAULTS);

  public StrongConfig {
    Checks.atLeast("--epochs", epochs, StrongStages.LEAST_EPOCHS);
    Checks.atLeast("--batch", batch, 2);
    Checks.codeSize("--dim-s", dimS, 1);
    Checks.codeSize("--dim-z", dimZ, 2);
    Checks.atLeast("--dim-h", dimH, 1);
    Checks.atLeast("--flow-couplings", flow.couplings(), 2);
    Checks.atLeast("--adversaries", adversaries, 1);
    if (dimZ % 2 != 0) {
      throw new IllegalArgumentException("--dim-z must be even, not " + dimZ);
    }
    Checks.weight("--weight-rate", weightRate);
    Checks.weight("--weight-swap", weightSwap);
    Checks.weight("--weight-adv", weightAdv);
    Checks.weight("--weight-warp", weightWarp);
    Checks.weight("--weight-density", weightDensity);
    Checks.weight("--weight-stay", weightStay);
    Checks.rate("--lr", lr);
    Checks.dropout("--dropout-enc", dropoutEnc);
    StrongStages.of(epochs, stageShares);
  }

  @Override
  public double work(int epoch) {
    return stages().place(epoch).stage().work;
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
        0,
        net,
        flow,
        CLF_X_HIDDEN,
        images.labelKind());
  }

  @Override
  public Training training(NDManager manager, Networks nets, LabelledImages images) {
    return new StrongTrainer(this, manager, nets, images);
  }

  /** How the epochs are shared out. */
  StrongStages stages() {
    return StrongStages.of(epochs, stageShares);
  }

  @Override
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("epochs", Integer.toString(epochs));
    map.put("batch", Integer.toString(batch));
    map.put("dim-s", Integer.toString(dimS));
    map.put("dim-z", Integer.toString(dimZ));
    map.put("dim-h", Integer.toString(dimH));
    map.put("flow-couplings", Integer.toString(flow.couplings()));
    map.put("flow-width", Integer.toString(flow.width()));
    map.put("weight-rate", Float.toString(weightRate));
    map.put("weight-swap", Float.toString(weightSwap));
    map.put("weight-adv", Float.toString(weightAdv));
    map.put("weight-warp", Float.toString(weightWarp));
    map.put("weight-density", Float.toString(weightDensity));
    map.put("weight-stay", Float.toString(weightStay));
    map.put("adversaries", Integer.toString(adversaries));
    map.put("lr", Float.toString(lr));
    map.put("dropout-enc", Float.toString(dropoutEnc));
    map.put("seed", Long.toString(seed));
    map.put("stage-shares", stageShares.toString());
    map.put("net", net.name().toLowerCase(Locale.ROOT));
    return map;
  }
}
