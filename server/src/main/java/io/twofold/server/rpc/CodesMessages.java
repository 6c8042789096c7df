package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.codec.bundle.Float32;

/** Codes as the contract has them. */
final class CodesMessages {

  private CodesMessages() {}

  static io.twofold.v1.Codes write(Codes codes, Codec codec) {
    return io.twofold.v1.Codes.newBuilder()
        .setLatentSpace(codes.latentSpace())
        .setCount(codes.count())
        .setDimS(codec.dimS())
        .setDimZ(codec.dimZ())
        .setS(Float32.toBytes(codes.s()))
        .setZ(Float32.toBytes(codes.z()))
        .build();
  }

  /**
   * Reads the codes of a request. Where they come from is checked first: codes of another training
   * run may well have other dimensions.
   *
   * @throws LatentSpaceMismatchException where they are another training run's
   * @throws InvalidInputException where they are not whole
   */
  static Codes read(io.twofold.v1.Codes codes, Codec codec, CallLimits limits) {
    if (codes.getLatentSpace().isEmpty()) {
      throw new InvalidInputException(
          "codes.latent_space is required: send the one that Encode answered with");
    }
    if (!codes.getLatentSpace().equals(codec.latentSpace())) {
      throw new LatentSpaceMismatchException(codec.latentSpace(), codes.getLatentSpace());
    }
    int count =
        limits.requireCount("codes", Integer.toUnsignedLong(codes.getCount()), codec.shape());
    return new Codes(
        codes.getLatentSpace(),
        count,
        values("s", codes.getS(), count, codes.getDimS(), codec.dimS()),
        values("z", codes.getZ(), count, codes.getDimZ(), codec.dimZ()));
  }

  private static float[] values(String name, ByteString bytes, int count, int sent, int dim) {
    if (sent != 0 && sent != dim) {
      throw new InvalidInputException(
          "codes.dim_%s must be the model's %d, not %s"
              .formatted(name, dim, Integer.toUnsignedString(sent)));
    }
    long expected = (long) count * dim * Float.BYTES;
    if (bytes.size() != expected) {
      throw new InvalidInputException(
          "codes.%s of %d images with %d values each needs %d bytes, not %d"
              .formatted(name, count, dim, expected, bytes.size()));
    }
    return Float32.fromBytes(bytes);
  }
}
