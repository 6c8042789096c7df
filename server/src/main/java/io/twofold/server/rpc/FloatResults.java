package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.server.batching.ItemSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.function.Supplier;

/** Items that leave as float32, checked as they are taken. */
final class FloatResults implements ItemSink {

  private final int size;
  private final Supplier<RuntimeException> notFinite;
  private final byte[] bytes;
  private final FloatBuffer values;
  private final IntBuffer bits;

  /**
   * @param count items
   * @param size values in one item
   * @param notFinite what to throw where a value is not finite
   */
  FloatResults(int count, int size, Supplier<RuntimeException> notFinite) {
    this.size = size;
    this.notFinite = notFinite;
    this.bytes = new byte[Math.multiplyExact(Math.multiplyExact(count, size), Float.BYTES)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.values = buffer.asFloatBuffer();
    this.bits = buffer.asIntBuffer();
  }

  @Override
  public void take(int item, float[] from) {
    int at = item * size;
    values.put(at, from, 0, size);
    if (!FloatBits.areFinite(bits, at, size)) {
      throw notFinite.get();
    }
  }

  @Override
  public boolean isCheap() {
    return true;
  }

  /** What was taken: little-endian, items back to back. */
  ByteString bytes() {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static void requireFinite(float[] values, int size, Supplier<RuntimeException> notFinite) {
    for (int i = 0; i < size; i++) {
      if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
        throw notFinite.get();
      }
    }
  }
}
