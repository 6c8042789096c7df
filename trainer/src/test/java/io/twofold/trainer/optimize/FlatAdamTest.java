package io.twofold.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two parameters, one longer than a block, under loss Σ c·θ² + Σ d·θ, whose gradient is 2c·θ + d.
 */
class FlatAdamTest {

  private static final int LONG = 2500;
  private static final int SHORT = 7;

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray first = parameter(LONG, 1);
  private final NDArray second = parameter(SHORT, 2);
  private final float[] curvature = random(LONG + SHORT, 3);
  private final float[] slope = random(LONG + SHORT, 4);

  @BeforeEach
  void takeGradients() {
    first.setRequiresGradient(true);
    second.setRequiresGradient(true);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void stepsAreAdams() {
    double[] expected = widen(values());
    double[] m = new double[expected.length];
    double[] v = new double[expected.length];
    FlatAdam adam = new FlatAdam(List.of(first, second), 0.8f, 0.95f, 1e-6f);
    for (int step = 1; step <= 20; step++) {
      float rate = 0.1f / step;
      backward();
      adam.step(rate);
      for (int i = 0; i < expected.length; i++) {
        double g = 2 * curvature[i] * expected[i] + slope[i];
        m[i] = 0.8 * m[i] + 0.2 * g;
        v[i] = 0.95 * v[i] + 0.05 * g * g;
        double mHat = m[i] / (1 - Math.pow(0.8, step));
        double vHat = v[i] / (1 - Math.pow(0.95, step));
        expected[i] -= rate * mHat / (Math.sqrt(vHat) + 1e-6);
      }
    }
    float[] moved = values();
    for (int i = 0; i < moved.length; i++) {
      assertThat((double) moved[i]).as("value %d", i).isCloseTo(expected[i], within(2e-5));
    }
  }

  /** An ε as large as the shortened gradients lets a step tell how long they are. */
  @Test
  void aLongGradientIsShortenedBeforeAdamTakesIt() {
    double[] expected = widen(values());
    double[] m = new double[expected.length];
    double[] v = new double[expected.length];
    FlatAdam adam = new FlatAdam(List.of(first, second), 0.8f, 0.95f, 0.05f);
    for (int step = 1; step <= 10; step++) {
      float longest = step % 2 == 0 ? 1e6f : 1f;
      double[] g = new double[expected.length];
      double squares = 0;
      for (int i = 0; i < g.length; i++) {
        g[i] = 2 * curvature[i] * expected[i] + slope[i];
        squares += g[i] * g[i];
      }
      assertThat(Math.sqrt(squares)).as("the gradient's length").isBetween(2.0, 1e5);
      double shortened = Math.min(1, longest / Math.sqrt(squares));
      backward();
      assertThat(adam.stepClipped(0.1f, longest)).isTrue();
      assertThat(gradients()).isEqualTo(new float[LONG + SHORT]);
      for (int i = 0; i < expected.length; i++) {
        m[i] = 0.8 * m[i] + 0.2 * shortened * g[i];
        v[i] = 0.95 * v[i] + 0.05 * shortened * g[i] * shortened * g[i];
        double mHat = m[i] / (1 - Math.pow(0.8, step));
        double vHat = v[i] / (1 - Math.pow(0.95, step));
        expected[i] -= 0.1 * mHat / (Math.sqrt(vHat) + 0.05);
      }
    }
    float[] moved = values();
    for (int i = 0; i < moved.length; i++) {
      assertThat((double) moved[i]).as("value %d", i).isCloseTo(expected[i], within(2e-5));
    }
  }

  @Test
  void aGradientThatIsNotFiniteLeavesEverythingAsItIs() {
    float[] before = values();
    FlatAdam adam = new FlatAdam(List.of(first, second));
    float honest = slope[LONG + 2];
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      slope[LONG + 2] = broken;
      backward();
      assertThat(adam.stepClipped(0.1f, 1f)).isFalse();
      assertThat(values()).isEqualTo(before);
      assertThat(gradients()).isEqualTo(new float[LONG + SHORT]);
    }
    slope[LONG + 2] = honest;
    backward();
    assertThat(adam.stepClipped(0.1f, 1f)).isTrue();
    float[] moved = values();

    new ParameterBuffers(List.of(first, second)).set(before);
    backward();
    assertThat(new FlatAdam(List.of(first, second)).stepClipped(0.1f, 1f)).isTrue();
    assertThat(moved).as("as the first step").isEqualTo(values()).isNotEqualTo(before);
  }

  @Test
  void stepsOfSgdAreThoseOfGradientDescent() {
    float[] before = values();
    backward();
    new FlatSgd(List.of(first, second)).step(0.5f);
    float[] moved = values();
    for (int i = 0; i < moved.length; i++) {
      double g = 2.0 * curvature[i] * before[i] + slope[i];
      assertThat((double) moved[i]).as("value %d", i).isCloseTo(before[i] - 0.5 * g, within(1e-6));
    }
  }

  @Test
  void aStepClearsTheGradients() {
    FlatAdam adam = new FlatAdam(List.of(first, second));
    backward();
    assertThat(gradients()).isNotEqualTo(new float[LONG + SHORT]);
    adam.step(0.1f);
    assertThat(gradients()).isEqualTo(new float[LONG + SHORT]);
    backward();
    float[] once = gradients();
    adam.zeroGradients();
    assertThat(gradients()).isEqualTo(new float[LONG + SHORT]);
    backward();
    assertThat(gradients()).as("nothing gathers").isEqualTo(once);
  }

  @Test
  void parametersThatWereSetAnewAreMovedWhereTheyAre() {
    FlatSgd sgd = new FlatSgd(List.of(first, second));
    backward();
    sgd.step(0.1f);
    new ParameterBuffers(List.of(first, second)).set(new float[LONG + SHORT]);
    backward();
    sgd.step(1f);
    float[] moved = values();
    for (int i = 0; i < moved.length; i++) {
      assertThat(moved[i]).as("value %d", i).isCloseTo(-slope[i], within(1e-6f));
    }
  }

  @Test
  void aFrozenParameterIsRefused() {
    FlatAdam adam = new FlatAdam(List.of(first, second));
    second.setRequiresGradient(false);
    assertThatThrownBy(() -> adam.step(0.1f)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRestoredOptimizerGoesOnBitForBit() throws CheckpointException {
    List<NDArray> parameters = List.of(first, second);
    FlatAdam adam = new FlatAdam(parameters);
    steps(adam, 3);
    CheckpointWriter out = new CheckpointWriter();
    adam.save(out.part("adam"));
    new ParameterBuffers(parameters).save(out.part("model"));
    steps(adam, 3);
    float[] uninterrupted = values();

    CheckpointReader in = new CheckpointReader(out.toCheckpoint(Map.of()));
    FlatAdam resumed = new FlatAdam(parameters);
    resumed.restore(in.part("adam"));
    new ParameterBuffers(parameters).restore(in.part("model"));
    assertThat(values()).isNotEqualTo(uninterrupted);
    steps(resumed, 3);
    assertThat(values()).isEqualTo(uninterrupted);
  }

  @Test
  void theStateOfOtherParametersIsRefused() {
    CheckpointWriter out = new CheckpointWriter();
    new FlatAdam(List.of(second)).save(out.part("adam"));
    CheckpointReader in = new CheckpointReader(out.toCheckpoint(Map.of()));
    assertThatThrownBy(() -> new FlatAdam(List.of(first)).restore(in.part("adam")))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint has 7 values of adam/means where this run needs 2500");
  }

  private void steps(FlatAdam adam, int count) {
    for (int i = 0; i < count; i++) {
      backward();
      adam.step(0.05f);
    }
  }

  private void backward() {
    try (NDManager step = manager.newSubManager();
        GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      NDArray theta = first.concat(second);
      theta.attach(step);
      NDArray c = step.create(curvature);
      NDArray d = step.create(slope);
      gradients.backward(theta.square().mul(c).add(theta.mul(d)).sum());
    }
  }

  private float[] values() {
    return new ParameterBuffers(List.of(first, second)).get();
  }

  private float[] gradients() {
    try (NDArray ofFirst = first.getGradient();
        NDArray ofSecond = second.getGradient()) {
      return new ParameterBuffers(List.of(ofFirst, ofSecond)).get();
    }
  }

  private NDArray parameter(int size, long seed) {
    return manager.create(random(size, seed), new Shape(size));
  }

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
