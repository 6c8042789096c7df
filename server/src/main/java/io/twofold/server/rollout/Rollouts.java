package io.twofold.server.rollout;

import com.google.protobuf.util.Timestamps;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.Wanted;
import io.twofold.server.repository.VersionId;
import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rollouts of every model: follows the desired state on disk, and moves it on when what this
 * server sees says so. Several servers on one folder follow the same files; whichever has the
 * evidence first writes.
 */
public final class Rollouts {

  private static final System.Logger LOG = System.getLogger(Rollouts.class.getName());

  private final Function<String, RolloutFile> open;
  private final ModelLifecycle lifecycle;
  private final Evidence evidence;
  private final Clock clock;
  private final String by;
  private final Runnable onWanted;
  private final ConcurrentMap<String, RolloutFile> files = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, RolloutState> followed = new ConcurrentHashMap<>();
  private final Withheld withheld = new Withheld();
  private final Troubles troubles = new Troubles();
  private final KnownVersions known;
  private final Standings standings;

  /**
   * @param open the state of a model, by its name
   * @param by this server's name, for the history
   * @param onWanted called when other versions are wanted than before, so that they are loaded
   */
  Rollouts(
      Function<String, RolloutFile> open,
      ModelLifecycle lifecycle,
      Evidence evidence,
      Clock clock,
      String by,
      Runnable onWanted) {
    this.open = open;
    this.lifecycle = lifecycle;
    this.evidence = evidence;
    this.clock = clock;
    this.by = by;
    this.onWanted = onWanted;
    this.known = new KnownVersions(lifecycle);
    this.standings = new Standings(lifecycle, known, evidence, withheld, troubles, this::file);
  }

  /**
   * Reads a model's desired state, where it may have changed, and lets the lifecycle know. A file
   * that cannot be read changes nothing: what was followed before goes on, and where nothing was,
   * no version is loaded.
   */
  public void follow(String model) {
    RolloutState state;
    try {
      Optional<RolloutState> changed = file(model).readChanged();
      troubles.canRead(model);
      if (changed.isEmpty()) {
        return;
      }
      state = changed.get();
    } catch (RolloutException e) {
      troubles.cannotRead(model, String.valueOf(e.getMessage()));
      if (!followed.containsKey(model)) {
        lifecycle.want(model, Wanted.NONE);
      }
      return;
    }
    RolloutState before = followed.put(model, state);
    if (!state.equals(before)) {
      if (before != null && state.getGeneration() < before.getGeneration()) {
        LOG.log(
            Level.WARNING,
            "the rollout of model ''{0}'' went back from generation {1} to {2}, which no server"
                + " does; it is followed",
            model,
            before.getGeneration(),
            state.getGeneration());
      }
      apply(model, state);
    }
  }

  /** Follows every model's state, and moves on or takes back what is being rolled out. */
  public void tick() {
    for (ModelStatus model : lifecycle.models()) {
      follow(model.model());
      RolloutState state = state(model.model());
      if (state.getCandidate() == 0) {
        troubles.canWrite(model.model());
      } else {
        moveOn(model.model(), state);
      }
    }
  }

  /**
   * Where a model's rollout stands on this server.
   *
   * @throws RolloutException where there is no such model
   */
  public RolloutStatus status(String model) throws RolloutException {
    known.requireModel(model);
    return standings.of(model, state(model));
  }

  /** Every model, and where its rollout stands on this server. */
  public Map<ModelStatus, RolloutStatus> statuses() {
    return lifecycle.models().stream()
        .collect(
            Collectors.toMap(
                model -> model, model -> standings.of(model.model(), state(model.model()))));
  }

  /** What keeps this server from reading or writing a model's state; empty where nothing does. */
  public String trouble(String model) {
    return troubles.of(model);
  }

  /** The state that is followed. */
  public RolloutState state(String model) {
    return followed.getOrDefault(model, RolloutState.getDefaultInstance());
  }

  /**
   * A breach counts on this server at once, whether it can be written or not; what could not be
   * written is decided again at the next tick.
   */
  private void moveOn(String model, RolloutState state) {
    RolloutPolicy.Decision decision = standings.compare(model, state).decision();
    try {
      if (decision instanceof RolloutPolicy.TakeBack takeBack) {
        write(model, transitions().takeBack(state, takeBack.reason()));
      } else if (decision instanceof RolloutPolicy.Advance advance) {
        write(model, transitions().advance(state, advance.step()));
      } else if (decision instanceof RolloutPolicy.Complete) {
        write(model, transitions().complete(state, "every step was passed"));
      }
      troubles.canWrite(model);
    } catch (RolloutException e) {
      if (e.kind() == Kind.CHANGED) {
        LOG.log(Level.DEBUG, "another server was first: its state is followed at the next tick", e);
      } else {
        troubles.cannotWrite(model, String.valueOf(e.getMessage()));
      }
      if (decision instanceof RolloutPolicy.TakeBack takeBack) {
        withhold(model, state, takeBack.reason());
      }
    }
  }

  /** No call of this server goes to the candidate any more, whatever its state says. */
  private void withhold(String model, RolloutState state, String reason) {
    if (withheld.reason(model, state).isEmpty()) {
      withheld.add(model, state, reason);
      LOG.log(
          Level.INFO,
          "model ''{0}'': version {1} gets no more calls of this server: {2}",
          model,
          state.getCandidate(),
          reason);
      apply(model, state);
    }
  }

  /** The version that a model's calls go to by a state; 0 where none does. */
  long serving(String model, RolloutState state) {
    return state.getStable() == 0 ? lifecycle.stable(model) : state.getStable();
  }

  /** Writes a state that was made from the one before it, and follows it. */
  RolloutStatus write(String model, RolloutState next) throws RolloutException {
    file(model).write(next);
    followed.put(model, next);
    LOG.log(
        Level.INFO,
        () ->
            "model '%s': ".formatted(model)
                + next.getHistory(next.getHistoryCount() - 1).getWhat());
    apply(model, next);
    return status(model);
  }

  private void apply(String model, RolloutState state) {
    withheld.follow(model, state);
    lifecycle.want(
        model,
        state.getStable() == 0
            ? Wanted.NEWEST
            : new Wanted(
                state.getStable(),
                state.getCandidate(),
                withheld.share(model, state),
                state.getPrevious()));
    if (state.getCandidate() == 0) {
      evidence.leave(model);
    } else if (withheld.reason(model, state).isEmpty()) {
      evidence.watch(
          List.of(state.getCandidate(), state.getStep(), Timestamps.toNanos(state.getStepSince())),
          new Evidence.Compared(
              new VersionId(model, state.getStable()),
              new VersionId(model, state.getCandidate()),
              state.getSettings().getSample(),
              RolloutPolicy.share(state)));
    }
    onWanted.run();
  }

  /** What changes may name. */
  KnownVersions known() {
    return known;
  }

  Transitions transitions() {
    return new Transitions(clock.instant(), by);
  }

  RolloutFile file(String model) {
    return files.computeIfAbsent(model, open);
  }
}
