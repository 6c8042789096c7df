package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;

/** Codes as the contract has them. */
final class CodesMessages {

  private CodesMessages() {}

  /**
   * The codes of a request.
   *
   * @param count how many
   */
  record Read(int count, FloatItems s, FloatItems z) {}

  static io.twofold.v1.Codes write(int count, FloatResults s, FloatResults z, Codec codec) {
    return io.twofold.v1.Codes.newBuilder()
        .setLatentSpace(codec.latentSpace())
        .setCount(count)
        .setDimS(codec.dimS())
        .setDimZ(codec.dimZ())
        .setS(s.bytes())
        .setZ(z.bytes())
        .build();
  }

  /**
   * Reads the codes of a request. Where they come from is checked first: codes of another training
   * run may well have other dimensions.
   *
   * @throws LatentSpaceMismatchException where they are another training run's
   * @throws InvalidInputException where they are not whole
   */
  static Read read(io.twofold.v1.Codes codes, Codec codec, CallLimits limits) {
    if (codes.getLatentSpace().isEmpty()) {
      throw new InvalidInputException(
          "codes.latent_space",
          "codes.latent_space is required: send the one that Encode answered with");
    }
    if (!codes.getLatentSpace().equals(codec.latentSpace())) {
      throw new LatentSpaceMismatchException(codec.latentSpace(), codes.getLatentSpace());
    }
    int count =
        limits.requireCount("codes", Integer.toUnsignedLong(codes.getCount()), codec.shape());
    return new Read(
        count,
        values("s", codes.getS(), count, codes.getDimS(), codec.dimS()),
        values("z", codes.getZ(), count, codes.getDimZ(), codec.dimZ()));
  }

  private static FloatItems values(String name, ByteString bytes, int count, int sent, int dim) {
    if (sent != 0 && sent != dim) {
      throw new InvalidInputException(
          "codes.dim_" + name,
          "codes.dim_%s must be the model's %d, not %s"
              .formatted(name, dim, Integer.toUnsignedString(sent)));
    }
    long expected = (long) count * dim * Float.BYTES;
    if (bytes.size() != expected) {
      throw new InvalidInputException(
          "codes." + name,
          "codes.%s of %d images with %d values each needs %d bytes, not %d"
              .formatted(name, count, dim, expected, bytes.size()));
    }
    return FloatItems.codes(name, bytes, dim);
  }
}
