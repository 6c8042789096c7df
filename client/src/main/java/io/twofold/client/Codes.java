package io.twofold.client;

/**
 * The codes of {@code count} images.
 *
 * @param latentSpace the training run that they come from; another run's decoder refuses them
 * @param count how many images
 * @param s what the images are: count × dimS values, codes back to back
 * @param z how they look: count × dimZ values, codes back to back
 */
public record Codes(String latentSpace, int count, float[] s, float[] z) {

  public Codes {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    if (s.length % count != 0 || z.length % count != 0) {
      throw new IllegalArgumentException(
          "%d values of s and %d of z cannot be the codes of %d images"
              .formatted(s.length, z.length, count));
    }
  }

  /** Values in each s. */
  public int dimS() {
    return s.length / count;
  }

  /** Values in each z. */
  public int dimZ() {
    return z.length / count;
  }

  static Codes of(io.twofold.v1.Codes message) {
    return new Codes(
        message.getLatentSpace(),
        message.getCount(),
        LittleEndian.floats(message.getS()),
        LittleEndian.floats(message.getZ()));
  }

  io.twofold.v1.Codes toMessage() {
    return io.twofold.v1.Codes.newBuilder()
        .setLatentSpace(latentSpace)
        .setCount(count)
        .setDimS(dimS())
        .setDimZ(dimZ())
        .setS(LittleEndian.bytes(s))
        .setZ(LittleEndian.bytes(z))
        .build();
  }
}
