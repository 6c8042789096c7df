package io.twofold.server.rollout;

import io.twofold.server.batching.ItemSource;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.SelectionException;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.VersionId;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has both versions of a rollout swap the images of a sample of calls, off the calls' own way, and
 * notes how each did. In the shadow, this is all that a candidate gets to do.
 *
 * <p>One sample is looked at at a time, on a thread of its own and by sessions' runs of its own: no
 * call waits in a queue behind it. A few samples wait for their turn; others are dropped.
 */
public final class Probe implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Probe.class.getName());
  private static final int WAITING = 4;

  private final ModelLifecycle lifecycle;
  private final Evidence evidence;
  private final LongSupplier nanoClock;
  private final SpareTime spare =
      new SpareTime("twofold-probe", WAITING, Runtime.getRuntime().availableProcessors());

  /**
   * @param nanoClock a clock for durations, in nanoseconds, such as {@link System#nanoTime}
   */
  public Probe(ModelLifecycle lifecycle, Evidence evidence, LongSupplier nanoClock) {
    this.lifecycle = lifecycle;
    this.evidence = evidence;
    this.nanoClock = nanoClock;
    spare.start();
  }

  /**
   * The sources of a call: the same, or, for a call of the sample, ones that also show this probe
   * the first image that is read from each.
   *
   * @param by the version that answers the call
   * @param size values in one image
   * @param sources a content's and a style's, or one that stands for both
   */
  public ItemSource[] sampled(VersionId by, int size, ItemSource[] sources) {
    Evidence.Compared compared = evidence.compared(by.model());
    if (compared == null || ThreadLocalRandom.current().nextDouble() >= compared.sample()) {
      return sources;
    }
    Images images = new Images(compared, size, sources.length);
    ItemSource[] shown = new ItemSource[sources.length];
    Arrays.setAll(shown, place -> new Shown(sources[place], place, images));
    return shown;
  }

  /** Ends the comparisons; those that wait are dropped. */
  @Override
  public void close() {
    spare.close();
  }

  /** The first images of one call; complete, they are looked at. */
  private final class Images {
    private final Evidence.Compared compared;
    private final int size;
    private final AtomicReferenceArray<float @Nullable []> first;
    private final AtomicInteger missing;

    Images(Evidence.Compared compared, int size, int count) {
      this.compared = compared;
      this.size = size;
      this.first = new AtomicReferenceArray<>(count);
      this.missing = new AtomicInteger(count);
    }

    void show(int place, float[] values) {
      if (first.get(place) == null
          && first.compareAndSet(place, null, Arrays.copyOf(values, size))
          && missing.decrementAndGet() == 0) {
        float[] content = Objects.requireNonNull(first.get(0));
        float[] style = Objects.requireNonNull(first.get(first.length() - 1));
        spare.offer(() -> compare(compared, content, style));
      }
    }
  }

  /** Both versions, one after the other. */
  private void compare(Evidence.Compared compared, float[] content, float[] style) {
    if (!compared.equals(evidence.compared(compared.stable().model()))) {
      return; // The step is over.
    }
    try (VersionHandle stable = acquire(compared.stable());
        VersionHandle candidate = acquire(compared.candidate())) {
      note(
          compared,
          Trial.of(stable, content, style, nanoClock),
          Trial.of(candidate, content, style, nanoClock));
    } catch (SelectionException e) {
      LOG.log(Level.DEBUG, "a version is not there to be looked at", e);
    }
  }

  private VersionHandle acquire(VersionId id) throws SelectionException {
    return lifecycle.acquire(id.model(), id.version());
  }

  private void note(Evidence.Compared compared, Trial stable, Trial candidate) {
    CycleCheck ofStable = stable.check();
    float[] expected = stable.swapped();
    if (ofStable == null || expected == null) {
      return;
    }
    evidence.checked(stable.id(), ofStable);
    CycleCheck ofCandidate = candidate.check();
    float[] actual = candidate.swapped();
    double difference = actual == null ? Double.NaN : difference(expected, actual);
    if (ofCandidate != null) {
      if (Double.isFinite(difference)) {
        evidence.checked(candidate.id(), ofCandidate);
      } else {
        evidence.notFinite(candidate.id());
      }
    }
    if (compared.inShadow()) {
      evidence.copied(candidate.id(), difference, candidate.swapNanos());
    }
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  /** Shows the first item that is read. */
  private record Shown(ItemSource source, int place, Images images) implements ItemSource {
    @Override
    public void read(int item, float[] values) {
      source.read(item, values);
      if (item == 0) {
        images.show(place, values);
      }
    }

    @Override
    public boolean isCheap() {
      return source.isCheap();
    }
  }
}
