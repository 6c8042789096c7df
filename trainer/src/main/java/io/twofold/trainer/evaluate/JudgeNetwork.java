package io.twofold.trainer.evaluate;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import io.twofold.codec.bundle.ImageShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The judge's convolutional network: stages of 3×3 convolutions with batch norm and ReLU, each
 * halving the image until it is at most 7 pixels wide, then two linear layers.
 */
final class JudgeNetwork implements AutoCloseable {

  private static final int[] FILTERS = {16, 32, 64};
  private static final int COARSE = 7;
  private static final int HIDDEN = 128;
  private static final float DROPOUT = 0.3f;

  private final NDManager manager;
  private final SequentialBlock block = new SequentialBlock();
  private final ParameterStore store;
  private final ImageShape shape;

  /** A network with fresh weights. */
  JudgeNetwork(ImageShape shape, int classes) {
    this.manager = NDManager.newBaseManager();
    this.store = new ParameterStore(manager, false);
    this.shape = shape;
    int side = Math.max(shape.height(), shape.width());
    int least = Math.min(shape.height(), shape.width());
    int stage = 0;
    for (; side > COARSE && least > 1; side /= 2, least /= 2) {
      convolution(FILTERS[Math.min(stage++, FILTERS.length - 1)]);
      block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    convolution(FILTERS[Math.min(stage, FILTERS.length - 1)]);
    block.add(Blocks.batchFlattenBlock());
    block.add(Linear.builder().setUnits(HIDDEN).build());
    block.add(Activation.reluBlock());
    block.add(Dropout.builder().optRate(DROPOUT).build());
    block.add(Linear.builder().setUnits(classes).build());
    block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
    block.initialize(
        manager, DataType.FLOAT32, new Shape(1, shape.channels(), shape.height(), shape.width()));
  }

  private void convolution(int filters) {
    block.add(
        Conv2d.builder()
            .setKernelShape(new Shape(3, 3))
            .optPadding(new Shape(1, 1))
            .optBias(false)
            .setFilters(filters)
            .build());
    block.add(BatchNorm.builder().build());
    block.add(Activation.reluBlock());
  }

  NDManager manager() {
    return manager;
  }

  ImageShape shape() {
    return shape;
  }

  /**
   * Runs a batch.
   *
   * @param x [batch, channels, height, width]
   * @return the logits, [batch, classes]
   */
  NDArray forward(NDArray x, boolean training) {
    return block.forward(store, new NDList(x), training).singletonOrThrow();
  }

  /** Moves the weights by the gradients of the last backward pass, and clears those. */
  void update(Optimizer optimizer) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getValue().requiresGradient()) {
        NDArray weight = parameter.getValue().getArray();
        try (NDArray gradient = weight.getGradient()) {
          optimizer.update(parameter.getKey(), weight, gradient);
        }
      }
    }
  }

  /** All weights. */
  byte[] save() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      block.saveParameters(out);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes weights that {@link #save} wrote.
   *
   * @throws IOException where they are not this network's
   */
  void load(byte[] weights) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(weights))) {
      block.loadParameters(manager, in);
    } catch (MalformedModelException e) {
      throw new IOException("the weights are not this network's", e);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
