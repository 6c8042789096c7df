package io.twofold.bench.overload;

import io.twofold.bench.load.Progress;
import io.twofold.bench.load.RunListener;
import io.twofold.bench.process.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resident memory of the server in a storm, in bytes; absent where it cannot be known.
 *
 * @param before as the storm began
 * @param early a sixth into the storm, when the heap has grown to the load
 * @param after as it ended
 */
public record Memory(OptionalLong before, OptionalLong early, OptionalLong after) {

  private static final double EARLY = 1.0 / 6;

  /** How much it grew once it had settled; NaN where that is not known. */
  public double growth() {
    return early.isPresent() && after.isPresent()
        ? after.getAsLong() / (double) early.getAsLong()
        : Double.NaN;
  }

  /** Reads the memory while a run goes on. */
  static final class Watch implements RunListener {
    private final Optional<ProcessHandle> server;
    private final Consumer<Progress> progress;
    private OptionalLong before = OptionalLong.empty();
    private @Nullable OptionalLong early;
    private OptionalLong after = OptionalLong.empty();
    private long ended;

    Watch(Optional<ProcessHandle> server, Consumer<Progress> progress) {
      this.server = server;
      this.progress = progress;
    }

    Memory memory() {
      return new Memory(before, early == null ? OptionalLong.empty() : early, after);
    }

    private OptionalLong now() {
      return server.map(Usage::residentBytes).orElse(OptionalLong.empty());
    }

    @Override
    public void opened() {
      before = now();
    }

    @Override
    public void progress(Progress seen) {
      if (early == null && seen.seconds() >= seen.ofSeconds() * EARLY) {
        early = now();
      }
      progress.accept(seen);
    }

    @Override
    public void closed() {
      ended = System.nanoTime();
      after = now();
    }

    /** Returns {@code pause} after the run's window closed. */
    void sleepUntilAfterwards(Duration pause) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(ended + pause.toNanos() - System.nanoTime());
    }
  }
}
