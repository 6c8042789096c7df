package io.twofold.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.BatchSampler;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Strokes;
import io.twofold.trainer.evaluate.Reconstruction;
import io.twofold.trainer.model.Mlp;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.model.Operation;
import io.twofold.trainer.run.EpochLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The autoencoder's three losses in one iteration, computed again in plain Java from the formulas
 * of the recipe, on the batches that the trainer drew.
 */
class ObjectiveTest {

  private static final int BATCH = 32;
  private static final int IMAGE = 784;
  private static final LabelledImages DIGITS = Strokes.generate(BATCH, 1).images();

  /** One iteration without dropout, in which Enc_z and Dec do not visibly move. */
  private static final TrainConfig ONE =
      new TrainConfig(1, BATCH, 4, 5, 16, 0, 10, 10, 1, 1e-3f, 1e-3f, 1e-30f, 0, 0, 7);

  @Test
  void theLossesAreTheRecipes() throws IOException {
    Engine.getInstance().setRandomSeed(7);
    try (NDManager manager = NDManager.newBaseManager();
        Networks nets =
            new Networks(
                manager, new Networks.Sizes(new ImageShape(1, 28, 28), 10, 4, 5, 16, 0, 0))) {
      List<EpochLine> epochs = new ArrayList<>();
      new Trainer(ONE, manager, nets, DIGITS)
          .run(
              new TrainingObserver() {
                @Override
                public void iteration(EpochLine soFar, int iterationsPerEpoch) {
                  assertThat(iterationsPerEpoch).isEqualTo(1);
                }

                @Override
                public void epoch(EpochLine metrics) {
                  epochs.add(metrics);
                }
              });
      EpochLine told = epochs.get(0);

      BatchSampler pairs =
          new BatchSampler(DIGITS, 2 * BATCH, EpochSeeds.of(ONE.seed(), 1).autoencoder());
      pairs.draw();
      float[] x = floats(pairs.pixels(0, BATCH));
      float[] otherX = floats(pairs.pixels(BATCH, 2 * BATCH));

      float[] z = nets.encodeZ(x);
      float[] rebuilt = nets.decode(nets.encodeS(x), z);
      assertThat(told.value("rec_bce"))
          .isCloseTo(Reconstruction.of(x, rebuilt).bce(), within(1e-4));

      double fool = 0;
      double[][] readFromZ = logSoftmax(nets.clfZ, z);
      for (double[] row : readFromZ) {
        for (double value : row) {
          fool -= value / 10 / BATCH;
        }
      }
      assertThat(told.value("fool")).isCloseTo(fool, within(1e-4));

      FloatBuffer labels = pairs.targets(BATCH, 2 * BATCH).asFloatBuffer();
      double swap = 0;
      double[][] readFromSwap = logSoftmax(nets.clfX, nets.decode(nets.encodeS(otherX), z));
      for (int i = 0; i < BATCH; i++) {
        for (int c = 0; c < 10; c++) {
          swap -= labels.get(i * 10 + c) * readFromSwap[i][c] / BATCH;
        }
      }
      assertThat(told.value("swap_ce")).isCloseTo(swap, within(1e-4));
    }
  }

  private static float[] floats(ByteBuffer pixels) {
    float[] values = new float[BATCH * IMAGE];
    pixels.asFloatBuffer().get(values);
    return values;
  }

  /** The log-probabilities of a linear classifier. */
  private static double[][] logSoftmax(Mlp classifier, float[] inputs) {
    Operation.Dense layer = classifier.weights().get(0);
    double[][] rows = new double[inputs.length / layer.in()][layer.out()];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      for (int c = 0; c < layer.out(); c++) {
        rows[i][c] = layer.bias()[c];
        for (int k = 0; k < layer.in(); k++) {
          rows[i][c] += (double) layer.weight()[c * layer.in() + k] * inputs[i * layer.in() + k];
        }
        sum += Math.exp(rows[i][c]);
      }
      for (int c = 0; c < layer.out(); c++) {
        rows[i][c] -= Math.log(sum);
      }
    }
    return rows;
  }
}
