package io.twofold.server.rollout;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.server.batching.Completion;
import io.twofold.server.batching.ItemSink;
import io.twofold.server.batching.ItemSource;
import io.twofold.server.batching.Job;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.VersionId;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One version swaps two images, and what it made is encoded again: three jobs in a row, behind no
 * call and in front of none. Holds the version until it ends.
 */
final class Trial {

  private final VersionHandle version;
  private final float[] content;
  private final float[] style;
  private final LongSupplier nanoClock;
  private final Consumer<Trial> onEnd;
  private final float[] swapped;
  private final float[][] s;
  private final float[][] z;
  private final float[] rebuilt;
  private long swapNanos;
  private @Nullable CycleCheck check;

  /**
   * @param version closed at the end
   * @param content [channels, height, width]
   * @param style [channels, height, width]
   * @param onEnd called once, on some worker
   */
  Trial(
      VersionHandle version,
      float[] content,
      float[] style,
      LongSupplier nanoClock,
      Consumer<Trial> onEnd) {
    this.version = version;
    this.content = content;
    this.style = style;
    this.nanoClock = nanoClock;
    this.onEnd = onEnd;
    Codec codec = version.codec();
    this.swapped = new float[codec.shape().size()];
    this.s = new float[3][codec.dimS()];
    this.z = new float[3][codec.dimZ()];
    this.rebuilt = new float[codec.shape().size()];
  }

  void start() {
    long start = nanoClock.getAsLong();
    run(
        Operation.SWAP,
        1,
        new ItemSource[] {source(content), source(style)},
        new ItemSink[] {sink(swapped)},
        () -> {
          swapNanos = nanoClock.getAsLong() - start;
          encode();
        });
  }

  VersionId id() {
    return version.id();
  }

  /** The swap, or null where the trial failed. */
  float @Nullable [] swapped() {
    return check == null ? null : swapped;
  }

  long swapNanos() {
    return swapNanos;
  }

  /** What was found, or null where the trial failed. */
  @Nullable CycleCheck check() {
    return check;
  }

  private void encode() {
    run(
        Operation.ENCODE,
        3,
        new ItemSource[] {source(content, style, swapped)},
        new ItemSink[] {sink(s), sink(z)},
        this::decode);
  }

  private void decode() {
    run(
        Operation.DECODE,
        1,
        new ItemSource[] {source(s[1]), source(z[1])},
        new ItemSink[] {sink(rebuilt)},
        () -> {
          double squares = 0;
          for (int i = 0; i < rebuilt.length; i++) {
            double error = rebuilt[i] - style[i];
            squares += error * error;
          }
          check = new CycleCheck(s[0], z[1], s[2], z[2], squares / rebuilt.length);
          end();
        });
  }

  private void end() {
    try (version) {
      onEnd.accept(this);
    }
  }

  private void run(
      Operation operation, int items, ItemSource[] sources, ItemSink[] sinks, Runnable next) {
    Completion completion =
        new Completion() {
          @Override
          public boolean isWanted() {
            return true;
          }

          @Override
          public void done() {
            next.run();
          }

          @Override
          public void failed(Throwable failure) {
            end();
          }
        };
    version
        .lanes()
        .of(operation)
        .submitPaced(new Job(items, sources, sinks, completion), Runnable::run);
  }

  private static ItemSource source(float[]... items) {
    return new ItemSource() {
      @Override
      public void read(int item, float[] values) {
        System.arraycopy(items[item], 0, values, 0, items[item].length);
      }

      @Override
      public boolean isCheap() {
        return false; // A worker's work, never that of a thread which calls wait for.
      }
    };
  }

  private static ItemSink sink(float[]... items) {
    return new ItemSink() {
      @Override
      public void take(int item, float[] values) {
        System.arraycopy(values, 0, items[item], 0, items[item].length);
      }

      @Override
      public boolean isCheap() {
        return true;
      }
    };
  }
}
