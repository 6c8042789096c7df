package io.twofold.client;

import java.util.Arrays;
import java.util.List;

/**
 * The codes of one or many images: s, what each image is, and z, how it looks; and the latent space
 * in which they mean that. Equal codes are equal values. The arrays are shared, not copied: whoever
 * gets them leaves them as they are.
 *
 * <p>Codes of two latent spaces are never put together: that is a {@link LatentSpaceException}, on
 * this side of the wire.
 *
 * <pre>{@code
 * Codes a = client.encode(three).codes();
 * Codes b = client.encode(seven).codes();
 * Images film = client.decode(a.path(b, 9), ImageFormat.PNG).images();
 * Images swapped = client.decode(a.withStyleOf(b), ImageFormat.PNG).images();
 * }</pre>
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

  /** Checks the counts. */
  public Codes {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    Vectors.requireLength("s", s, count, "dimS", dimS);
    Vectors.requireLength("z", z, count, "dimZ", dimZ);
  }

  /**
   * Codes of several answers as one, in order.
   *
   * @throws LatentSpaceException where they are not of one latent space
   * @throws IllegalArgumentException where there are none
   */
  public static Codes concat(List<Codes> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no codes to put together");
    }
    Codes first = parts.get(0);
    parts.forEach(first::requireSameSpace);
    int count = Math.toIntExact(parts.stream().mapToLong(Codes::count).sum());
    float[] s = new float[count * first.dimS];
    float[] z = new float[count * first.dimZ];
    int done = 0;
    for (Codes part : parts) {
      System.arraycopy(part.s, 0, s, done * first.dimS, part.s.length);
      System.arraycopy(part.z, 0, z, done * first.dimZ, part.z.length);
      done += part.count;
    }
    return new Codes(first.latentSpace, count, first.dimS, first.dimZ, s, z);
  }

  /** The s of code {@code index}: a copy of dimS values. */
  public float[] s(int index) {
    return Vectors.slice(s, count, index, 1, dimS);
  }

  /** The z of code {@code index}: a copy of dimZ values. */
  public float[] z(int index) {
    return Vectors.slice(z, count, index, 1, dimZ);
  }

  /** Code {@code index} alone. */
  public Codes get(int index) {
    return new Codes(latentSpace, 1, dimS, dimZ, s(index), z(index));
  }

  /**
   * The codes from {@code from} up to, and without, {@code to}.
   *
   * @throws IndexOutOfBoundsException where that is not at least one of these codes
   */
  public Codes slice(int from, int to) {
    return new Codes(
        latentSpace,
        to - from,
        dimS,
        dimZ,
        Vectors.slice(s, count, from, to - from, dimS),
        Vectors.slice(z, count, from, to - from, dimZ));
  }

  /**
   * The point on the straight line from each of these codes to the other's code at the same place:
   * (1 − t) · this + t · other, for s and z alike.
   *
   * @param other as many codes, or a single one that goes with each; or many, where this is one
   * @param t 0 for these codes, 1 for the other's; less or more goes beyond
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Codes interpolate(Codes other, double t) {
    int pairs = pairsWith(other);
    return new Codes(
        latentSpace,
        pairs,
        dimS,
        dimZ,
        Vectors.mix(s, other.s, pairs, dimS, t),
        Vectors.mix(z, other.z, pairs, dimZ, t));
  }

  /**
   * The way from this one code to another in equal steps, both ends included.
   *
   * @param other a single code
   * @param steps how many codes, at least 2
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Codes path(Codes other, int steps) {
    Vectors.requirePath(count, other.count, steps);
    requireSameSpace(other);
    return new Codes(
        latentSpace,
        steps,
        dimS,
        dimZ,
        Vectors.path(s, other.s, steps),
        Vectors.path(z, other.z, steps));
  }

  /**
   * These contents in the other's styles: the s of this and the z of the other.
   *
   * @param style as many codes, or a single one that goes with each; or many, where this is one
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Codes withStyleOf(Codes style) {
    int pairs = pairsWith(style);
    return new Codes(
        latentSpace,
        pairs,
        dimS,
        dimZ,
        Vectors.repeated(s, pairs, dimS),
        Vectors.repeated(style.z, pairs, dimZ));
  }

  /** What the images show, without how they look: the s of these. */
  public Contents contents() {
    return new Contents(latentSpace, count, dimS, s);
  }

  /** One code: the mean of these, for s and z alike. */
  public Codes mean() {
    return new Codes(latentSpace, 1, dimS, dimZ, Vectors.mean(s, dimS), Vectors.mean(z, dimZ));
  }

  /**
   * Does nothing where the other codes have the same latent space.
   *
   * @throws LatentSpaceException where they have another
   */
  public void requireSameSpace(Codes other) {
    if (!latentSpace.equals(other.latentSpace)) {
      throw LatentSpaceException.mixed(latentSpace, other.latentSpace);
    }
    if (dimS != other.dimS || dimZ != other.dimZ) {
      throw new IllegalArgumentException(
          "codes of one latent space must have equal sizes, not %d+%d and %d+%d values"
              .formatted(dimS, dimZ, other.dimS, other.dimZ));
    }
  }

  private int pairsWith(Codes other) {
    requireSameSpace(other);
    return Vectors.pairs(count, other.count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Codes codes
        && latentSpace.equals(codes.latentSpace)
        && dimS == codes.dimS
        && dimZ == codes.dimZ
        && Arrays.equals(s, codes.s)
        && Arrays.equals(z, codes.z);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * latentSpace.hashCode() + Arrays.hashCode(s)) + Arrays.hashCode(z);
  }

  @Override
  public String toString() {
    return "Codes[%d of %d+%d values, latent space %s]".formatted(count, dimS, dimZ, latentSpace);
  }
}
