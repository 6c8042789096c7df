package io.twofold.server.rollout;

import com.google.protobuf.util.Timestamps;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.lifecycle.Wanted;
import io.twofold.server.repository.VersionId;
import io.twofold.server.rollout.RolloutException.Kind;
import io.twofold.v1.GuardReading;
import io.twofold.v1.RolloutState;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.VersionEvidence;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The rollouts of every model: follows the desired state on disk, and moves it on when what this
 * server sees says so. Several servers on one folder follow the same files; whichever has the
 * evidence first writes.
 */
public final class Rollouts {

  private static final System.Logger LOG = System.getLogger(Rollouts.class.getName());

  private final Path repository;
  private final ModelLifecycle lifecycle;
  private final Evidence evidence;
  private final Clock clock;
  private final String by;
  private final Runnable onWanted;
  private final ConcurrentMap<String, RolloutFile> files = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, RolloutState> followed = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  /**
   * @param by this server's name, for the history
   * @param onWanted called when other versions are wanted than before, so that they are loaded
   */
  public Rollouts(
      Path repository,
      ModelLifecycle lifecycle,
      Evidence evidence,
      Clock clock,
      String by,
      Runnable onWanted) {
    this.repository = repository;
    this.lifecycle = lifecycle;
    this.evidence = evidence;
    this.clock = clock;
    this.by = by;
    this.onWanted = onWanted;
  }

  /**
   * Reads a model's desired state, where it may have changed, and lets the lifecycle know. A file
   * that cannot be read changes nothing: what was followed before goes on.
   */
  public void follow(String model) {
    RolloutState state;
    try {
      Optional<RolloutState> changed = file(model).readChanged();
      unreadable.remove(model);
      if (changed.isEmpty()) {
        return;
      }
      state = changed.get();
    } catch (RolloutException e) {
      if (unreadable.add(model)) {
        LOG.log(
            Level.WARNING,
            () -> "model '%s' goes on as before: ".formatted(model) + e.getMessage());
      }
      return;
    }
    RolloutState before = followed.put(model, state);
    if (!state.equals(before)) {
      apply(model, state);
    }
  }

  /** Follows every model's state, and moves on or takes back what is being rolled out. */
  public void tick() {
    for (ModelStatus model : lifecycle.models()) {
      follow(model.model());
      RolloutState state = state(model.model());
      if (state.getCandidate() != 0) {
        decide(model.model(), state);
      }
    }
  }

  /**
   * Where a model's rollout stands on this server.
   *
   * @throws RolloutException where there is no such model
   */
  public RolloutStatus status(String model) throws RolloutException {
    requireModel(model);
    return standing(model);
  }

  /** Every model, and where its rollout stands on this server. */
  public Map<ModelStatus, RolloutStatus> statuses() {
    return lifecycle.models().stream()
        .collect(Collectors.toMap(model -> model, model -> standing(model.model())));
  }

  private RolloutStatus standing(String model) {
    RolloutState state = state(model);
    RolloutStatus.Builder status =
        RolloutStatus.newBuilder()
            .setModel(model)
            .setState(state)
            .setCandidateShare(RolloutPolicy.share(state));
    if (state.getCandidate() == 0) {
      return status.build();
    }
    Comparison now = compare(model, state);
    return status
        .setStable(now.stable())
        .setCandidate(now.candidate())
        .addAllGuards(now.guards())
        .setWaitingFor(now.decision() instanceof RolloutPolicy.Wait wait ? wait.forWhat() : "")
        .build();
  }

  /** What this server saw of both versions since the step began, and what follows from it. */
  private record Comparison(
      VersionEvidence stable,
      VersionEvidence candidate,
      List<GuardReading> guards,
      RolloutPolicy.Decision decision) {}

  private Comparison compare(String model, RolloutState state) {
    VersionEvidence stable = evidence.of(new VersionId(model, state.getStable()));
    VersionEvidence candidate = evidence.of(new VersionId(model, state.getCandidate()));
    List<GuardReading> guards =
        Guards.read(state.getSettings(), stable, candidate, state.getStep() == 0);
    return new Comparison(
        stable, candidate, guards, RolloutPolicy.decide(state, candidate, guards, clock.instant()));
  }

  /** The state that is followed. */
  public RolloutState state(String model) {
    return followed.getOrDefault(model, RolloutState.getDefaultInstance());
  }

  private void decide(String model, RolloutState state) {
    Optional<VersionStatus> status = find(new VersionId(model, state.getCandidate()));
    Optional<String> fault =
        status.flatMap(
            found ->
                found.state() == VersionState.FAILED
                    ? Optional.of("it cannot be loaded: " + found.reason())
                    : Scores.poor(found, state.getSettings()));
    RolloutPolicy.Decision decision;
    if (fault.isPresent()) {
      decision = new RolloutPolicy.TakeBack(fault.get());
    } else if (status.isEmpty() || !isInMemory(status.get())) {
      return;
    } else {
      decision = compare(model, state).decision();
    }
    try {
      if (decision instanceof RolloutPolicy.TakeBack takeBack) {
        write(model, transitions().takeBack(state, takeBack.reason()));
      } else if (decision instanceof RolloutPolicy.Advance advance) {
        write(model, transitions().advance(state, advance.step()));
      } else if (decision instanceof RolloutPolicy.Complete) {
        write(model, transitions().complete(state, "every step was passed"));
      }
    } catch (RolloutException e) {
      // Another server was first: its state is followed at the next tick.
      LOG.log(
          e.kind() == Kind.CHANGED ? Level.DEBUG : Level.WARNING,
          () -> "the rollout of model '%s' cannot be moved on: ".formatted(model) + e.getMessage());
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
    lifecycle.want(
        model,
        state.getStable() == 0
            ? Wanted.NEWEST
            : new Wanted(
                state.getStable(),
                state.getCandidate(),
                RolloutPolicy.share(state),
                state.getPrevious()));
    if (state.getCandidate() == 0) {
      evidence.leave(model);
    } else {
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

  Transitions transitions() {
    return new Transitions(clock.instant(), by);
  }

  RolloutFile file(String model) {
    return files.computeIfAbsent(model, name -> new RolloutFile(repository.resolve(name)));
  }

  /**
   * The model that a request means.
   *
   * @param name empty for the only one
   */
  String model(String name) throws RolloutException {
    if (!name.isEmpty()) {
      return name;
    }
    List<String> models = lifecycle.models().stream().map(ModelStatus::model).toList();
    if (models.size() != 1) {
      throw new RolloutException(
          Kind.INVALID, "model is empty and there are several: name one of " + models);
    }
    return models.get(0);
  }

  void requireModel(String model) throws RolloutException {
    if (lifecycle.models().stream().noneMatch(known -> known.model().equals(model))) {
      throw new RolloutException(
          Kind.UNKNOWN,
          "model '%s' is not served; served: %s"
              .formatted(model, lifecycle.models().stream().map(ModelStatus::model).toList()));
    }
  }

  Optional<VersionStatus> find(VersionId id) {
    return lifecycle.models().stream()
        .flatMap(model -> model.versions().stream())
        .filter(version -> version.id().equals(id))
        .findFirst();
  }

  private static boolean isInMemory(VersionStatus status) {
    return status.state() == VersionState.READY || status.state() == VersionState.SERVING;
  }
}
