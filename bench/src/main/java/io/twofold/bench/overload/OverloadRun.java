package io.twofold.bench.overload;

import io.twofold.bench.load.Channels;
import io.twofold.bench.load.ClosedLoop;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.load.OpenLoop;
import io.twofold.bench.load.Progress;
import io.twofold.bench.load.RunListener;
import io.twofold.bench.load.Target;
import io.twofold.bench.load.Timing;
import io.twofold.bench.load.Workload;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds the best closed-loop throughput, offers a multiple of it, and looks for full service. */
public final class OverloadRun {

  /** When after the storm the service must be whole again. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  private final Workload workload;
  private final Optional<Duration> deadline;
  private final Supplier<Channels> connections;
  private final Optional<ProcessHandle> server;
  private final OverloadPlan plan;

  /**
   * @param connections makes connections to the server: the storm has its own, which end with it
   * @param deadline the time for each call; absent where calls may take for ever
   * @param server the process whose memory is watched; absent where it is on another machine
   */
  public OverloadRun(
      Supplier<Channels> connections,
      Workload workload,
      Optional<Duration> deadline,
      Optional<ProcessHandle> server,
      OverloadPlan plan) {
    this.connections = connections;
    this.workload = workload;
    this.deadline = deadline;
    this.server = server;
    this.plan = plan;
  }

  /**
   * Runs the storm and what surrounds it.
   *
   * @param steps hears what is done, a line at a time
   * @param progress hears how the storm goes
   */
  public OverloadResult run(Consumer<String> steps, Consumer<Progress> progress)
      throws InterruptedException {
    try (Channels channels = connections.get()) {
      Target target = new Target(channels, workload, deadline);
      target.tryEach();
      closed(target, Collections.max(plan.inFlight()), Timing.of(0, plan.warmupSeconds()));
      LoadResult unloaded = closed(target, 1, calm());
      steps.accept("1 in flight: p99 %.0f µs".formatted(unloaded.latency().p99()));
      int bestInFlight = 0;
      LoadResult best = unloaded;
      for (int inFlight : plan.inFlight()) {
        LoadResult result = closed(target, inFlight, calm());
        steps.accept(
            "%d in flight: %,.0f calls/s, %,d failed"
                .formatted(inFlight, result.callsPerSecond(), result.failed()));
        if (bestInFlight == 0 || result.callsPerSecond() > best.callsPerSecond()) {
          bestInFlight = inFlight;
          best = result;
        }
      }
      if (best.answered() == 0) {
        throw new IllegalStateException("no call was answered: there is nothing to overload");
      }
      double offered = plan.factor() * best.callsPerSecond();
      steps.accept("storm: %,.0f calls/s for %.0f s".formatted(offered, plan.seconds()));
      Memory.Watch memory = new Memory.Watch(server, progress);
      LoadResult storm = storm(offered, memory);
      memory.sleepUntilAfterwards(AFTERWARDS);
      LoadResult recovered = closed(target, bestInFlight, Timing.of(0, plan.calmSeconds()));
      return new OverloadResult(unloaded, bestInFlight, best, storm, memory.memory(), recovered);
    }
  }

  private LoadResult storm(double offered, RunListener listener) throws InterruptedException {
    try (Channels channels = connections.get()) {
      return new OpenLoop(
              new Target(channels, workload, deadline), offered, plan.maxOpen(), plan.seed())
          .run(stormTiming(), listener);
    }
  }

  /** Answers that come later than the full service is looked for are not waited for. */
  private Timing stormTiming() {
    Timing timing = Timing.of(0, plan.seconds());
    return new Timing(timing.warmup(), timing.measured(), AFTERWARDS);
  }

  private Timing calm() {
    return Timing.of(plan.calmSeconds() / 4, plan.calmSeconds());
  }

  private LoadResult closed(Target target, int inFlight, Timing timing)
      throws InterruptedException {
    return new ClosedLoop(target, inFlight, plan.seed()).run(timing, RunListener.NONE);
  }
}
