package io.twofold.codec;

import io.twofold.bundle.v1.Golden;
import io.twofold.bundle.v1.Input;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.codec.bundle.GoldenVectors;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.StagedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A model small enough to check by hand: each encoder is one linear layer, the decoder a linear
 * layer and a sigmoid. Its golden vectors are computed here in plain Java, so another runtime's
 * agreement means something.
 */
public final class TinyBundle {

  public static final ImageShape SHAPE = new ImageShape(1, 4, 5);
  public static final int DIM_S = 3;
  public static final int DIM_Z = 2;
  private static final int GOLDEN_COUNT = 5;

  private final String model;
  private final String latentSpace;
  private final float[] weightS;
  private final float[] weightZ;
  private final float[] weightDec;

  /** A model whose weights, and so its latent space, come from the seed. */
  public TinyBundle(String model, long seed) {
    this.model = model;
    this.latentSpace = "tiny-" + seed;
    Random random = new Random(seed);
    weightS = gaussians(random, DIM_S * SHAPE.size());
    weightZ = gaussians(random, DIM_Z * SHAPE.size());
    weightDec = gaussians(random, SHAPE.size() * (DIM_S + DIM_Z));
  }

  public String latentSpace() {
    return latentSpace;
  }

  /** Publishes the model as the next version in the repository. */
  public Path publish(Path repository) throws IOException {
    try (StagedBundle staged = StagedBundle.write(repository, manifest(), files())) {
      return staged.publish();
    }
  }

  public Manifest manifest() {
    return Manifest.newBuilder()
        .setModel(model)
        .setLatentSpace(latentSpace)
        .setInput(
            Input.newBuilder()
                .setChannels(SHAPE.channels())
                .setHeight(SHAPE.height())
                .setWidth(SHAPE.width())
                .setMaxValue(1))
        .setDimS(DIM_S)
        .setDimZ(DIM_Z)
        .addAllLabels(List.of("0", "1"))
        .addPrototypes(Prototype.newBuilder().setLabel("0").addAllS(List.of(0f, 0f, 1f)))
        .putScorecard("rec_mse", 0.25)
        .build();
  }

  public Map<String, byte[]> files() {
    float[] x = images(GOLDEN_COUNT, 7);
    float[] s = encodeS(x);
    float[] z = encodeZ(x);
    float[] moved = new float[z.length];
    System.arraycopy(z, DIM_Z, moved, 0, z.length - DIM_Z);
    System.arraycopy(z, 0, moved, z.length - DIM_Z, DIM_Z);
    Golden golden =
        Golden.newBuilder()
            .setCount(GOLDEN_COUNT)
            .setTolerance(1e-4f)
            .setX(Float32.toBytes(x))
            .setS(Float32.toBytes(s))
            .setZ(Float32.toBytes(z))
            .setXHat(Float32.toBytes(decode(s, z)))
            .setSwap(Float32.toBytes(decode(s, moved)))
            .build();
    return Map.of(
        Bundle.ENC_S, TinyGraphs.encoder("s", DIM_S, weightS),
        Bundle.ENC_Z, TinyGraphs.encoder("z", DIM_Z, weightZ),
        Bundle.DEC, TinyGraphs.decoder(weightDec),
        GoldenVectors.FILE, golden.toByteArray());
  }

  /** Seeded images of the model's shape, values from 0 to 1. */
  public static float[] images(int count, long seed) {
    Random random = new Random(seed);
    float[] images = new float[count * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
    return images;
  }

  public float[] encodeS(float[] x) {
    return linear(x, SHAPE.size(), weightS, DIM_S);
  }

  public float[] encodeZ(float[] x) {
    return linear(x, SHAPE.size(), weightZ, DIM_Z);
  }

  /** Dec(s, z), computed here. */
  public float[] decode(float[] s, float[] z) {
    int count = s.length / DIM_S;
    float[] joined = new float[count * (DIM_S + DIM_Z)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(s, i * DIM_S, joined, i * (DIM_S + DIM_Z), DIM_S);
      System.arraycopy(z, i * DIM_Z, joined, i * (DIM_S + DIM_Z) + DIM_S, DIM_Z);
    }
    float[] logits = linear(joined, DIM_S + DIM_Z, weightDec, SHAPE.size());
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return logits;
  }

  private static float[] linear(float[] x, int in, float[] weight, int out) {
    int count = x.length / in;
    float[] y = new float[count * out];
    for (int i = 0; i < count; i++) {
      for (int o = 0; o < out; o++) {
        double sum = 0;
        for (int k = 0; k < in; k++) {
          sum += (double) x[i * in + k] * weight[o * in + k];
        }
        y[i * out + o] = (float) sum;
      }
    }
    return y;
  }

  private static float[] gaussians(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    return values;
  }
}
