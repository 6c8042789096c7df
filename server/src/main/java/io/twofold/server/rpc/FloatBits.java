package io.twofold.server.rpc;

import java.nio.IntBuffer;

/**
 * Checks of float32 values by their bits, many at a time: the order of floats that are not negative
 * is the order of their bits. The loops have no branch, so that they are run as vector
 * instructions.
 */
final class FloatBits {

  private static final int MAGNITUDE = 0x7fffffff;
  private static final int LARGEST_FINITE = 0x7f7fffff;

  /** Room for the values of one item, on each thread. */
  private static final ThreadLocal<int[]> ROOM = ThreadLocal.withInitial(() -> new int[0]);

  private FloatBits() {}

  /**
   * Whether values are surely from 0 to {@code highest}. Where this says no, some may be a little
   * below 0, or −0.
   *
   * @param from the first value
   * @param size how many
   */
  static boolean areUpTo(float highest, IntBuffer values, int from, int size) {
    int[] bits = bits(values, from, size);
    int most = Float.floatToRawIntBits(highest);
    int outside = 0;
    for (int i = 0; i < size; i++) {
      outside |= bits[i] | (most - bits[i]);
    }
    return outside >= 0;
  }

  /** Whether values are finite. */
  static boolean areFinite(IntBuffer values, int from, int size) {
    int[] bits = bits(values, from, size);
    int outside = 0;
    for (int i = 0; i < size; i++) {
      outside |= LARGEST_FINITE - (bits[i] & MAGNITUDE);
    }
    return outside >= 0;
  }

  private static int[] bits(IntBuffer values, int from, int size) {
    int[] room = ROOM.get();
    if (room.length < size) {
      room = new int[size];
      ROOM.set(room);
    }
    values.get(from, room, 0, size);
    return room;
  }
}
