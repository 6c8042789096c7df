package io.twofold.server.rollout;

import io.twofold.server.lifecycle.ModelLifecycle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * All that a server needs to roll versions out.
 *
 * @param rollouts what is followed
 * @param evidence takes what calls show
 * @param probe looks at a sample of calls
 */
public record RolloutControl(Rollouts rollouts, Evidence evidence, Probe probe)
    implements AutoCloseable {

  /** Between one look at the files and the evidence, and the next. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * Makes the parts. Rollouts are not looked at yet.
   *
   * @param by this server's name, for the history
   * @param onWanted called when other versions are wanted than before, so that they are loaded
   */
  public static RolloutControl of(
      Path repository, ModelLifecycle lifecycle, String by, Runnable onWanted) {
    Evidence evidence = new Evidence(System::nanoTime);
    return new RolloutControl(
        new Rollouts(
            model -> new RolloutFile(repository.resolve(model)),
            lifecycle,
            evidence,
            Clock.systemUTC(),
            by,
            onWanted),
        evidence,
        new Probe(lifecycle, evidence, System::nanoTime));
  }

  /** Starts to look at the rollouts, again and again. */
  public RolloutThread start() {
    return RolloutThread.start(rollouts, PAUSE);
  }

  /** What people may do to a rollout. */
  public RolloutCommands commands() {
    return new RolloutCommands(rollouts);
  }

  /** Ends the comparisons, which hold versions. */
  @Override
  public void close() {
    probe.close();
  }
}
