package io.twofold.server.rollout;

import io.twofold.v1.RolloutStatus;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one thread on which rollouts are looked at, changed and watched. */
public final class RolloutThread implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RolloutThread.class.getName());

  /** A watcher hears at least so often while a rollout is under way. */
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Rollouts rollouts;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "twofold-rollout");
            made.setDaemon(true);
            return made;
          });
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> ticks;
  private boolean failing;

  private RolloutThread(Rollouts rollouts, Duration pause) {
    this.rollouts = rollouts;
    this.ticks =
        thread.scheduleWithFixedDelay(this::tick, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Starts to look at the rollouts.
   *
   * @param pause between one look and the next
   */
  public static RolloutThread start(Rollouts rollouts, Duration pause) {
    return new RolloutThread(rollouts, pause);
  }

  /** Runs something on this thread; false where it has ended. */
  public boolean run(Runnable task) {
    try {
      thread.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Tells of a model's rollout now, at every change, and every second while one is under way. To be
   * called on this thread.
   *
   * @param listener takes a status; false ends the watch
   */
  public void watch(String model, Predicate<RolloutStatus> listener) {
    Watcher watcher = new Watcher(model, listener);
    watchers.add(watcher);
    tell(watcher);
  }

  @Override
  public void close() {
    ticks.cancel(false);
    thread.shutdown();
  }

  /** Whatever fails, the next look is made; a failure that lasts is logged once. */
  private void tick() {
    try {
      rollouts.tick();
      watchers.forEach(this::tell);
      failing = false;
    } catch (RuntimeException | Error e) {
      LOG.log(failing ? Level.DEBUG : Level.ERROR, "rollouts cannot be looked at", e);
      failing = true;
    }
  }

  private void tell(Watcher watcher) {
    try {
      if (!watcher.heard(rollouts.status(watcher.model))) {
        watchers.remove(watcher);
      }
    } catch (RolloutException e) {
      LOG.log(Level.DEBUG, "a watched model is gone for now", e);
    }
  }

  /** One watch on one model. */
  private static final class Watcher {
    private final String model;
    private final Predicate<RolloutStatus> listener;
    private long toldNanos;
    private @Nullable Object told;

    Watcher(String model, Predicate<RolloutStatus> listener) {
      this.model = model;
      this.listener = listener;
    }

    boolean heard(RolloutStatus status) {
      long generation = status.getState().getGeneration();
      boolean underWay = status.getState().getCandidate() != 0;
      long now = System.nanoTime();
      boolean due = underWay && now - toldNanos >= HEARTBEAT_NANOS;
      if (Objects.equals(told, generation) && !due) {
        return true;
      }
      told = generation;
      toldNanos = now;
      return listener.test(status);
    }
  }
}
