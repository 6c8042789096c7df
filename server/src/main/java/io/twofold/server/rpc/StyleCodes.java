package io.twofold.server.rpc;

import io.twofold.server.batching.ItemSink;
import io.twofold.server.batching.ItemSource;

/** Codes on their way from the stage that makes them to the one that decodes them. */
final class StyleCodes {

  /** Takes codes that no later stage reads. */
  static final ItemSink UNUSED =
      new ItemSink() {
        @Override
        public void take(int item, float[] values) {
          // Nothing reads them.
        }

        @Override
        public boolean isCheap() {
          return true;
        }
      };

  private final float[][] codes;

  /**
   * @param count codes
   * @param dim values in one code
   */
  StyleCodes(int count, int dim) {
    this.codes = new float[count][dim];
  }

  /** Takes each code. */
  ItemSink sink() {
    return new ItemSink() {
      @Override
      public void take(int item, float[] values) {
        System.arraycopy(values, 0, codes[item], 0, codes[item].length);
      }

      @Override
      public boolean isCheap() {
        return true;
      }
    };
  }

  /** Gives each code, or the single one as often as it is asked for. */
  ItemSource source() {
    return of(codes);
  }

  /** Gives each of these codes, or the single one as often as it is asked for. */
  static ItemSource of(float[][] codes) {
    return new ItemSource() {
      @Override
      public void read(int item, float[] values) {
        float[] code = codes[codes.length == 1 ? 0 : item];
        System.arraycopy(code, 0, values, 0, code.length);
      }

      @Override
      public boolean isCheap() {
        return false; // A worker's work: the thread that asks has answers of others to hand out.
      }
    };
  }
}
