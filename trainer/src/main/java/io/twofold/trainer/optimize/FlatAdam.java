package io.twofold.trainer.optimize;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import java.util.List;

/**
 * Adam (Kingma and Ba, <i>Adam: A Method for Stochastic Optimization</i>, ICLR 2015), over all its
 * parameters in one pass:
 *
 * <pre>
 * m ← β₁·m + (1 − β₁)·g
 * v ← β₂·v + (1 − β₂)·g²
 * θ ← θ − η · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 */
public final class FlatAdam implements FlatOptimizer {

  private final ParameterBuffers parameters;
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private float[] means;
  private float[] squares;
  private long steps;

  /** An optimizer with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. */
  public FlatAdam(List<NDArray> parameters) {
    this(parameters, 0.9f, 0.999f, 1e-8f);
  }

  /**
   * @param parameters float32 arrays that take gradients
   * @param beta1 how much of the mean gradient each step keeps
   * @param beta2 how much of the mean squared gradient each step keeps
   * @param epsilon keeps the divisor from 0
   */
  public FlatAdam(List<NDArray> parameters, float beta1, float beta2, float epsilon) {
    if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "betas must be in [0, 1) and epsilon more than 0, not %s, %s and %s"
              .formatted(beta1, beta2, epsilon));
    }
    this.parameters = new ParameterBuffers(parameters);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.means = new float[this.parameters.size()];
    this.squares = new float[this.parameters.size()];
  }

  @Override
  public void step(float learningRate) {
    step(learningRate, 1f);
  }

  /**
   * As {@link #step(float)}, with gradients that are shortened where they are longer than a length,
   * and no step at all where they are not finite.
   *
   * @param longest the largest Euclidean length of all gradients together
   * @return whether there was a step; the gradients are cleared either way
   */
  public boolean stepClipped(float learningRate, float longest) {
    double norm = parameters.gradientNorm();
    if (!Double.isFinite(norm)) {
      zeroGradients();
      return false;
    }
    step(learningRate, norm > longest ? (float) (longest / norm) : 1f);
    return true;
  }

  private void step(float learningRate, float shortened) {
    steps++;
    float rate = (float) (learningRate / (1 - Math.pow(beta1, (double) steps)));
    float scale = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) steps)));
    parameters.update(
        (weights, gradients, count, offset) ->
            move(weights, gradients, count, offset, rate, scale, shortened));
  }

  private void move(
      float[] weights,
      float[] gradients,
      int count,
      int offset,
      float rate,
      float scale,
      float shortened) {
    float[] mean = means;
    float[] square = squares;
    float keep1 = beta1;
    float keep2 = beta2;
    float take1 = 1 - beta1;
    float take2 = 1 - beta2;
    float least = epsilon;
    for (int i = 0; i < count; i++) {
      float g = shortened * gradients[i];
      float m = keep1 * mean[offset + i] + take1 * g;
      float v = keep2 * square[offset + i] + take2 * (g * g);
      mean[offset + i] = m;
      square[offset + i] = v;
      weights[i] -= rate * m / ((float) Math.sqrt(v) * scale + least);
    }
  }

  @Override
  public void zeroGradients() {
    parameters.update((weights, gradients, count, offset) -> {});
  }

  @Override
  public void save(CheckpointWriter out) {
    out.put("means", means);
    out.put("squares", squares);
    out.put("steps", steps);
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    means = in.floats("means", means.length);
    squares = in.floats("squares", squares.length);
    steps = in.number("steps");
  }
}
