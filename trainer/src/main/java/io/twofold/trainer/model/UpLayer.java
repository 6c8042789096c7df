package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A 4×4 transposed convolution with stride 2: [batch, channels, height, width] → [batch, out
 * channels, 2 · height, 2 · width], or one row or column less at the bottom or right. It has a
 * batch normalisation, or a bias.
 *
 * <p>The engine has none, so it is computed as a 2×2 convolution that makes the four phases of each
 * output pixel as channels of their own (Shi et al., 2016), with a border that is cut off: output
 * pixel y is phase (y + 1) mod 2 at place ⌊(y + 1) / 2⌋, and tap u of phase a is row 2 + a − 2u of
 * the 4×4 kernel.
 */
final class UpLayer implements Layer {

  private static final int TAPS = 2;
  private static final int KERNEL = 4;
  private static final int STRIDE = 2;
  private static final int PADDING = 1;
  private static final int PHASES = STRIDE * STRIDE;

  private final FeatureMap in;
  private final FeatureMap out;
  private final NDArray weight;
  private final NDArray noBias;
  private final @Nullable BatchNorm norm;
  private final @Nullable NDArray bias;

  private UpLayer(NDManager manager, FeatureMap in, FeatureMap out, boolean normalised) {
    if ((out.height() + 1) / 2 != in.height() || (out.width() + 1) / 2 != in.width()) {
      throw new IllegalArgumentException("%s is not twice %s".formatted(out, in));
    }
    this.in = in;
    this.out = out;
    // [out channels × row phase × column phase, in channels, row tap, column tap]
    this.weight =
        Weights.xavier(manager, (long) out.channels() * PHASES, in.channels(), TAPS, TAPS);
    this.noBias = manager.zeros(new Shape((long) out.channels() * PHASES));
    this.norm = normalised ? new BatchNorm(manager, out.channels()) : null;
    this.bias = normalised ? null : Weights.zeros(manager, 1, out.channels(), 1, 1);
  }

  /** With batch normalisation. */
  static UpLayer normalised(NDManager manager, FeatureMap in, FeatureMap out) {
    return new UpLayer(manager, in, out, true);
  }

  /** With a bias. */
  static UpLayer biased(NDManager manager, FeatureMap in, FeatureMap out) {
    return new UpLayer(manager, in, out, false);
  }

  @Override
  public NDArray forward(NDArray x, boolean training) {
    NDArray phases =
        Conv2d.conv2d(x, weight, noBias, new Shape(1, 1), new Shape(PADDING, PADDING))
            .singletonOrThrow();
    long rows = in.height() + 1L;
    long columns = in.width() + 1L;
    NDArray maps =
        phases
            .reshape(new Shape(-1, out.channels(), STRIDE, STRIDE, rows, columns))
            .transpose(0, 1, 4, 2, 5, 3)
            .reshape(new Shape(-1, out.channels(), STRIDE * rows, STRIDE * columns))
            .get(
                new NDIndex()
                    .addAllDim(2)
                    .addSliceDim(PADDING, PADDING + out.height())
                    .addSliceDim(PADDING, PADDING + out.width()));
    if (norm != null) {
      return norm.forward(maps, training);
    }
    return bias == null ? maps : maps.add(bias);
  }

  @Override
  public void freeze(boolean frozen) {
    Layer.super.freeze(frozen);
    if (norm != null) {
      norm.freeze(frozen);
    }
  }

  @Override
  public Map<String, NDArray> parameters() {
    return bias == null
        ? Named.of("weight", weight, norm == null ? Map.of() : norm.parameters())
        : Named.of("weight", weight, "bias", bias);
  }

  @Override
  public Map<String, NDArray> statistics() {
    return norm == null ? Map.of() : norm.statistics();
  }

  @Override
  public List<Operation> operations() {
    double[] factors;
    float[] shifts;
    if (norm != null) {
      factors = norm.factors();
      shifts = norm.shifts();
    } else {
      factors = new double[out.channels()];
      Arrays.fill(factors, 1);
      shifts = bias == null ? new float[out.channels()] : bias.toFloatArray();
    }
    return List.of(
        new Operation.TransposedConvolution(
            in, out, KERNEL, STRIDE, PADDING, kernel(factors), shifts));
  }

  /** [in channels, out channels, 4, 4]. */
  private float[] kernel(double[] factors) {
    float[] taps = weight.toFloatArray();
    float[] kernel = new float[taps.length];
    int tap = 0;
    for (int outChannel = 0; outChannel < out.channels(); outChannel++) {
      for (int phase = 0; phase < PHASES; phase++) {
        for (int inChannel = 0; inChannel < in.channels(); inChannel++) {
          for (int place = 0; place < TAPS * TAPS; place++) {
            int row = 2 + phase / STRIDE - 2 * (place / TAPS);
            int column = 2 + phase % STRIDE - 2 * (place % TAPS);
            int channels = inChannel * out.channels() + outChannel;
            kernel[(channels * KERNEL + row) * KERNEL + column] =
                (float) (taps[tap++] * factors[outChannel]);
          }
        }
      }
    }
    return kernel;
  }
}
