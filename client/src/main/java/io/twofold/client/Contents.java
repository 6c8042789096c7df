package io.twofold.client;

import java.util.Arrays;

/**
 * What one or many images show, without how they look: their s, and the latent space in which it
 * means that. They come from {@link Prototypes} and from {@link Codes#contents}, and become {@link
 * Codes}, which can be decoded, with a style. Equal contents are equal values. The array is shared,
 * not copied: whoever gets it leaves it as it is.
 *
 * <pre>{@code
 * Prototypes prototypes = client.prototypes();
 * Contents fromThreeToEight = prototypes.of("3").path(prototypes.of("8"), 9);
 * Codes style = client.encode(seven).codes();
 * Images film = client.decode(fromThreeToEight.withStyleOf(style), ImageFormat.PNG).images();
 * }</pre>
 *
 * @param latentSpace the id of the training run that the contents come from
 * @param count how many, at least 1
 * @param dimS values in each s
 * @param s count × dimS values, back to back
 */
public record Contents(String latentSpace, int count, int dimS, float[] s) {

  /** Checks the counts. */
  public Contents {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    Vectors.requireLength("s", s, count, "dimS", dimS);
  }

  /** The s of content {@code index}: a copy of dimS values. */
  public float[] s(int index) {
    return Vectors.slice(s, count, index, 1, dimS);
  }

  /** Content {@code index} alone. */
  public Contents get(int index) {
    return new Contents(latentSpace, 1, dimS, s(index));
  }

  /**
   * These contents in the styles of codes: the s of this and the z of the other.
   *
   * @param style as many codes, or a single one that goes with each; or many, where this is one
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Codes withStyleOf(Codes style) {
    requireSameSpace(style.contents());
    int pairs = Vectors.pairs(count, style.count());
    return new Codes(
        latentSpace,
        pairs,
        dimS,
        style.dimZ(),
        Vectors.repeated(s, pairs, dimS),
        Vectors.repeated(style.z(), pairs, style.dimZ()));
  }

  /**
   * The point on the straight line from each of these to the other's content at the same place: (1
   * − t) · this + t · other.
   *
   * @param other as many contents, or a single one that goes with each; or many, where this is one
   * @param t 0 for these contents, 1 for the other's; less or more goes beyond
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Contents interpolate(Contents other, double t) {
    requireSameSpace(other);
    int pairs = Vectors.pairs(count, other.count);
    return new Contents(latentSpace, pairs, dimS, Vectors.mix(s, other.s, pairs, dimS, t));
  }

  /**
   * The way from this one content to another in equal steps, both ends included.
   *
   * @param other a single content
   * @param steps how many contents, at least 2
   * @throws LatentSpaceException where the other's latent space is another
   */
  public Contents path(Contents other, int steps) {
    Vectors.requirePath(count, other.count, steps);
    requireSameSpace(other);
    return new Contents(latentSpace, steps, dimS, Vectors.path(s, other.s, steps));
  }

  /** One content: the mean of these. */
  public Contents mean() {
    return new Contents(latentSpace, 1, dimS, Vectors.mean(s, dimS));
  }

  private void requireSameSpace(Contents other) {
    if (!latentSpace.equals(other.latentSpace)) {
      throw LatentSpaceException.mixed(latentSpace, other.latentSpace);
    }
    if (dimS != other.dimS) {
      throw new IllegalArgumentException(
          "contents of one latent space must have equal sizes, not %d and %d values"
              .formatted(dimS, other.dimS));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contents contents
        && latentSpace.equals(contents.latentSpace)
        && dimS == contents.dimS
        && Arrays.equals(s, contents.s);
  }

  @Override
  public int hashCode() {
    return 31 * latentSpace.hashCode() + Arrays.hashCode(s);
  }

  @Override
  public String toString() {
    return "Contents[%d of %d values, latent space %s]".formatted(count, dimS, latentSpace);
  }
}
