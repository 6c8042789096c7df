package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import io.twofold.codec.InvalidInputException;
import io.twofold.server.batching.ItemSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Items that came as float32, checked as they are read. */
final class FloatItems implements ItemSource {

  /** How far outside 0..1 a pixel may be: what rounding may leave behind. */
  private static final float SLACK = 1e-6f;

  private final String name;
  private final FloatBuffer values;
  private final IntBuffer bits;
  private final int size;
  private final float lowest;
  private final float highest;
  private final boolean isAnyNumber;

  private FloatItems(String name, ByteString bytes, int size, float lowest, float highest) {
    this.name = name;
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    this.values = buffer.asFloatBuffer();
    this.bits = buffer.asIntBuffer();
    this.size = size;
    this.lowest = lowest;
    this.highest = highest;
    this.isAnyNumber = highest == Float.MAX_VALUE;
  }

  /**
   * Pixels, from 0 to 1.
   *
   * @param name the request's field, for messages
   * @param bytes little-endian, items back to back
   * @param size values in one item
   */
  static FloatItems pixels(String name, ByteString bytes, int size) {
    return new FloatItems(name, bytes, size, -SLACK, 1 + SLACK);
  }

  /** Codes, which may be any finite number; otherwise as {@link #pixels}. */
  static FloatItems codes(String name, ByteString bytes, int size) {
    return new FloatItems(name, bytes, size, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  @Override
  public void read(int item, float[] into) {
    int from = item * size;
    values.get(from, into, 0, size);
    boolean sound =
        isAnyNumber
            ? FloatBits.areFinite(bits, from, size)
            : FloatBits.areUpTo(highest, bits, from, size);
    if (!sound) {
      requireInside(item, into);
    }
  }

  private void requireInside(int item, float[] into) {
    for (int i = 0; i < size; i++) {
      float value = into[i];
      if (!(value >= lowest && value <= highest)) {
        throw refusal(item, i, value);
      }
    }
  }

  @Override
  public boolean isCheap() {
    return true;
  }

  private InvalidInputException refusal(int item, int position, float value) {
    String rule = Float.isFinite(value) ? "valued 0 to 1" : "finite";
    return new InvalidInputException(
        name,
        "%s must be %s: item %d holds %s at position %d"
            .formatted(name, rule, item, value, position));
  }
}
