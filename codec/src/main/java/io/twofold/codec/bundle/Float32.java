package io.twofold.codec.bundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as little-endian IEEE 754 bytes, the form that the wire and the bundle hold. */
public final class Float32 {

  private Float32() {}

  /** The values as bytes, four each. */
  public static ByteString toBytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * The bytes as values.
   *
   * @throws IllegalArgumentException where the number of bytes is not a multiple of four
   */
  public static float[] fromBytes(ByteString bytes) {
    if (bytes.size() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "float32 values take 4 bytes each: %d bytes do not divide".formatted(bytes.size()));
    }
    float[] values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
