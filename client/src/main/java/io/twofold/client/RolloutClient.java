package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.twofold.v1.GetRolloutRequest;
import io.twofold.v1.GetRolloutResponse;
import io.twofold.v1.PauseRolloutRequest;
import io.twofold.v1.PauseRolloutResponse;
import io.twofold.v1.PinVersionRequest;
import io.twofold.v1.PinVersionResponse;
import io.twofold.v1.PromoteRolloutRequest;
import io.twofold.v1.PromoteRolloutResponse;
import io.twofold.v1.RollBackRequest;
import io.twofold.v1.RollBackResponse;
import io.twofold.v1.RolloutServiceGrpc;
import io.twofold.v1.StartRolloutRequest;
import io.twofold.v1.StartRolloutResponse;
import io.twofold.v1.WatchRolloutRequest;
import io.twofold.v1.WatchRolloutResponse;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * Rolls versions of one model out, and back. For administrators: a server that asks for tokens asks
 * for an administrator's here.
 *
 * <p>Each change takes the generation that the rollout must have, so that no one's change is
 * overwritten unseen; 0 for any. Where it has moved on, the change is refused with {@code ABORTED};
 * where the state does not allow it, with {@code FAILED_PRECONDITION}. No change is tried twice.
 */
public final class RolloutClient {

  private final Calls calls;
  private final String model;

  RolloutClient(Calls calls, String model) {
    this.calls = calls;
    this.model = model;
  }

  /** Where the rollout stands on the server that answers. */
  public Rollout status() {
    return calls.blocking(
        RolloutServiceGrpc.getGetRolloutMethod(),
        GetRolloutRequest.newBuilder().setModel(model).build(),
        (GetRolloutResponse response) -> RolloutWire.rollout(response.getStatus()));
  }

  /**
   * Starts to roll a version out.
   *
   * @param retryRefused whether a version that was taken back before may try again
   */
  public Rollout start(
      long candidate, RolloutSettings settings, boolean retryRefused, long generation) {
    return calls.once(
        RolloutServiceGrpc.getStartRolloutMethod(),
        StartRolloutRequest.newBuilder()
            .setModel(model)
            .setCandidate(candidate)
            .setSettings(settings.message())
            .setRetryRefused(retryRefused)
            .setGeneration(generation)
            .build(),
        (StartRolloutResponse response) -> RolloutWire.rollout(response.getStatus()));
  }

  /** The candidate takes every call now, whatever its guards say. */
  public Rollout promote(long generation) {
    return calls.once(
        RolloutServiceGrpc.getPromoteRolloutMethod(),
        PromoteRolloutRequest.newBuilder().setModel(model).setGeneration(generation).build(),
        (PromoteRolloutResponse response) -> RolloutWire.rollout(response.getStatus()));
  }

  /** Holds the rollout at its step; its guards go on guarding. */
  public Rollout pause(long generation) {
    return hold(false, generation);
  }

  /** Lets a rollout that is held go on. */
  public Rollout resume(long generation) {
    return hold(true, generation);
  }

  /**
   * Takes the candidate back now, or, where none is being rolled out, the stable version for the
   * one before it.
   *
   * @param reason for the history; may be empty
   */
  public Rollout rollBack(String reason, long generation) {
    return calls.once(
        RolloutServiceGrpc.getRollBackMethod(),
        RollBackRequest.newBuilder()
            .setModel(model)
            .setReason(reason)
            .setGeneration(generation)
            .build(),
        (RollBackResponse response) -> RolloutWire.rollout(response.getStatus()));
  }

  /** Serves one version until told otherwise; 0 goes back to serving the newest. */
  public Rollout pin(long version, long generation) {
    return calls.once(
        RolloutServiceGrpc.getPinVersionMethod(),
        PinVersionRequest.newBuilder()
            .setModel(model)
            .setVersion(version)
            .setGeneration(generation)
            .build(),
        (PinVersionResponse response) -> RolloutWire.rollout(response.getStatus()));
  }

  /**
   * Tells where the rollout stands, now, at every change, and every few seconds while one is under
   * way. Returns when the listener has had enough; has no deadline.
   *
   * @param listener called on this thread; false ends the watch
   */
  public void watch(Predicate<Rollout> listener) {
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      Iterator<WatchRolloutResponse> responses =
          ClientCalls.blockingServerStreamingCall(
              calls.link().channel(),
              RolloutServiceGrpc.getWatchRolloutMethod(),
              CallOptions.DEFAULT,
              WatchRolloutRequest.newBuilder().setModel(model).build());
      boolean more = true;
      while (more && responses.hasNext()) {
        more = listener.test(RolloutWire.rollout(responses.next().getStatus()));
      }
    } catch (StatusRuntimeException e) {
      throw calls.failure(e);
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  private Rollout hold(boolean resume, long generation) {
    return calls.once(
        RolloutServiceGrpc.getPauseRolloutMethod(),
        PauseRolloutRequest.newBuilder()
            .setModel(model)
            .setResume(resume)
            .setGeneration(generation)
            .build(),
        (PauseRolloutResponse response) -> RolloutWire.rollout(response.getStatus()));
  }
}
