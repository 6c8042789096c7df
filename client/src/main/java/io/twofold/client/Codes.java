package io.twofold.client;

import java.util.Arrays;

/**
 * The codes of one or many images: s, what each image is, and z, how it looks. The arrays are
 * shared, not copied.
 *
 * @param latentSpace the id of the training run whose encoders made the codes; a decode by another
 *     run's version is refused
 * @param count how many codes, at least 1
 * @param dimS values in each s
 * @param dimZ values in each z
 * @param s count × dimS values, codes back to back
 * @param z count × dimZ values, codes back to back
 */
public record Codes(String latentSpace, int count, int dimS, int dimZ, float[] s, float[] z) {

  public Codes {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    requireLength("s", s, count, "dimS", dimS);
    requireLength("z", z, count, "dimZ", dimZ);
  }

  /** The s of code {@code index}: a copy of dimS values. */
  public float[] s(int index) {
    return slice(s, index, dimS);
  }

  /** The z of code {@code index}: a copy of dimZ values. */
  public float[] z(int index) {
    return slice(z, index, dimZ);
  }

  private float[] slice(float[] values, int index, int dim) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("code " + index + " of " + count);
    }
    return Arrays.copyOfRange(values, index * dim, (index + 1) * dim);
  }

  private static void requireLength(
      String name, float[] values, int count, String dimName, int dim) {
    if (dim < 1) {
      throw new IllegalArgumentException(dimName + " must be at least 1, not " + dim);
    }
    if (values.length != (long) count * dim) {
      throw new IllegalArgumentException(
          "%s must have %d values, %d for each of %d codes, not %d"
              .formatted(name, (long) count * dim, dim, count, values.length));
    }
  }
}
