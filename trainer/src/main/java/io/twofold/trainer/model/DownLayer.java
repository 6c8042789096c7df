package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.Map;

/**
 * A 3×3 convolution with stride 2 and its batch normalisation: [batch, channels, height, width] →
 * [batch, out channels, ⌈height / 2⌉, ⌈width / 2⌉].
 */
final class DownLayer implements Layer {

  private static final int KERNEL = 3;
  private static final int STRIDE = 2;
  private static final int PADDING = 1;

  private final FeatureMap in;
  private final FeatureMap out;
  private final NDArray weight;
  private final NDArray noBias;
  private final BatchNorm norm;

  DownLayer(NDManager manager, FeatureMap in, int outChannels) {
    this.in = in;
    this.out = in.halved(outChannels);
    this.weight = Weights.xavier(manager, outChannels, in.channels(), KERNEL, KERNEL);
    this.noBias = manager.zeros(new Shape(outChannels));
    this.norm = new BatchNorm(manager, outChannels);
  }

  FeatureMap out() {
    return out;
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    NDArray maps =
        Conv2d.conv2d(x, weight, noBias, new Shape(STRIDE, STRIDE), new Shape(PADDING, PADDING))
            .singletonOrThrow();
    return norm.forward(maps, training);
  }

  @Override
  public void freeze(boolean frozen) {
    weight.setRequiresGradient(!frozen);
    norm.freeze(frozen);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Named.of("weight", weight, norm.parameters());
  }

  @Override
  public Map<String, NDArray> statistics() {
    return norm.statistics();
  }

  @Override
  public List<Operation> operations() {
    float[] scaled = weight.toFloatArray();
    double[] factors = norm.factors();
    int perChannel = scaled.length / factors.length;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scaled[i] * factors[i / perChannel]);
    }
    return List.of(
        new Operation.Convolution(in, out, KERNEL, STRIDE, PADDING, scaled, norm.shifts()));
  }
}
