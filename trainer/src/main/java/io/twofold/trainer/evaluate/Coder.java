package io.twofold.trainer.evaluate;

import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Two encoders and a decoder as plain functions, wherever they run.
 *
 * @param dimS values in s
 * @param dimZ values in z
 * @param encodeS [count, image] → [count, dim_s]
 * @param encodeZ [count, image] → [count, dim_z]
 * @param decode [count, dim_s] and [count, dim_z] → [count, image]
 */
public record Coder(
    int dimS,
    int dimZ,
    UnaryOperator<float[]> encodeS,
    UnaryOperator<float[]> encodeZ,
    BinaryOperator<float[]> decode) {

  /** Images that are held as floats at once. */
  private static final int CHUNK = 1000;

  /** Networks in training, with dropout off. */
  public static Coder of(Networks nets) {
    return new Coder(
        nets.sizes().dimS(), nets.sizes().dimZ(), nets::encodeS, nets::encodeZ, nets::decode);
  }

  /** A published bundle. */
  public static Coder of(Codec codec) {
    return new Coder(
        codec.dimS(),
        codec.dimZ(),
        codec::encodeS,
        codec::encodeZ,
        (s, z) -> codec.decode(new Codes(codec.latentSpace(), s.length / codec.dimS(), s, z)));
  }

  /** The s of every image, each with one class. */
  public LabelledCodes allS(LabelledImages images) {
    return labelled(images, codesS(images), dimS);
  }

  /** The z of every image, each with one class. */
  public LabelledCodes allZ(LabelledImages images) {
    return labelled(images, codesZ(images), dimZ);
  }

  /** The s of every image, whatever its labels: [count, dim_s]. */
  public float[] codesS(LabelledImages images) {
    return all(images, encodeS, dimS);
  }

  /** The z of every image, whatever its labels: [count, dim_z]. */
  public float[] codesZ(LabelledImages images) {
    return all(images, encodeZ, dimZ);
  }

  /** Codes with the classes of their images. */
  static LabelledCodes labelled(LabelledImages images, float[] codes, int dim) {
    return new LabelledCodes(
        codes, dim, Arrays.copyOf(images.labels(), images.count()), images.classes());
  }

  private static float[] all(LabelledImages images, UnaryOperator<float[]> encoder, int dim) {
    float[] codes = new float[images.count() * dim];
    for (int from = 0; from < images.count(); from += CHUNK) {
      int to = Math.min(images.count(), from + CHUNK);
      float[] part = encoder.apply(images.floats(from, to));
      System.arraycopy(part, 0, codes, from * dim, part.length);
    }
    return codes;
  }
}
