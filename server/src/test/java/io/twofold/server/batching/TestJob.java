package io.twofold.server.batching;

import io.twofold.codec.TinyBundle;
import java.util.concurrent.CompletableFuture;

/** Images to be encoded, and what became of them. */
final class TestJob implements Completion {

  private static final int SIZE = TinyBundle.SHAPE.size();

  final float[] images;
  final int count;
  final float[] s;
  final float[] z;
  final CompletableFuture<String> end = new CompletableFuture<>();
  volatile boolean wanted = true;
  volatile boolean read;
  volatile String endedOn = "";
  private final ItemSource source;
  private Runnable beforeTaking = () -> {};

  private TestJob(float[] images, ItemSource source) {
    this.images = images;
    this.count = images.length / SIZE;
    this.s = new float[count * TinyBundle.DIM_S];
    this.z = new float[count * TinyBundle.DIM_Z];
    this.source = source;
  }

  static TestJob of(float[] images) {
    return new TestJob(
        images,
        source(true, (item, values) -> System.arraycopy(images, item * SIZE, values, 0, SIZE)));
  }

  /** A job whose items are not cheap to read, and are read by the reader. */
  static TestJob of(float[] images, Reader reader) {
    return new TestJob(images, source(false, reader));
  }

  /** Does something each time before an item's results are taken. */
  TestJob beforeTaking(Runnable hook) {
    beforeTaking = hook;
    return this;
  }

  /** Writes an item's values. */
  interface Reader {
    void read(int item, float[] values);
  }

  Job job() {
    return new Job(
        count,
        new ItemSource[] {
          source(
              source.isCheap(),
              (item, values) -> {
                read = true;
                source.read(item, values);
              })
        },
        new ItemSink[] {
          sink(s, TinyBundle.DIM_S, beforeTaking), sink(z, TinyBundle.DIM_Z, () -> {})
        },
        this);
  }

  @Override
  public boolean isWanted() {
    return wanted;
  }

  @Override
  public void done() {
    endedOn = Thread.currentThread().getName();
    if (!end.complete("done")) {
      throw new AssertionError("ended twice");
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (!end.complete("failed: " + failure.getMessage())) {
      throw new AssertionError("ended twice");
    }
  }

  private static ItemSource source(boolean cheap, Reader reader) {
    return new ItemSource() {
      @Override
      public void read(int item, float[] values) {
        reader.read(item, values);
      }

      @Override
      public boolean isCheap() {
        return cheap;
      }
    };
  }

  private static ItemSink sink(float[] results, int dim, Runnable hook) {
    return new ItemSink() {
      @Override
      public void take(int item, float[] values) {
        hook.run();
        System.arraycopy(values, 0, results, item * dim, dim);
      }

      @Override
      public boolean isCheap() {
        return true;
      }
    };
  }
}
