package io.twofold.server.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.server.rollout.RolloutCommands;
import io.twofold.server.rollout.RolloutException;
import io.twofold.server.rollout.RolloutThread;
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
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.StartRolloutRequest;
import io.twofold.v1.StartRolloutResponse;
import io.twofold.v1.WatchRolloutRequest;
import io.twofold.v1.WatchRolloutResponse;
import java.util.function.Function;

/**
 * The administrator's RPCs. What they do reads and writes files, so it runs on the rollouts' own
 * thread and never on one that reads and writes calls.
 */
final class RolloutService extends RolloutServiceGrpc.RolloutServiceImplBase {

  /** What a request does. */
  private interface Deed {
    RolloutStatus done(String model) throws RolloutException;
  }

  private final RolloutCommands commands;
  private final RolloutThread thread;

  RolloutService(RolloutCommands commands, RolloutThread thread) {
    this.commands = commands;
    this.thread = thread;
  }

  @Override
  public void startRollout(
      StartRolloutRequest request, StreamObserver<StartRolloutResponse> observer) {
    answer(
        request.getModel(),
        observer,
        model ->
            commands.start(
                model,
                request.getCandidate(),
                request.getSettings(),
                request.getRetryRefused(),
                request.getGeneration()),
        status -> StartRolloutResponse.newBuilder().setStatus(status).build());
  }

  @Override
  public void getRollout(GetRolloutRequest request, StreamObserver<GetRolloutResponse> observer) {
    answer(
        request.getModel(),
        observer,
        commands::status,
        status -> GetRolloutResponse.newBuilder().setStatus(status).build());
  }

  @Override
  public void watchRollout(
      WatchRolloutRequest request, StreamObserver<WatchRolloutResponse> observer) {
    ServerCallStreamObserver<WatchRolloutResponse> call =
        (ServerCallStreamObserver<WatchRolloutResponse>) observer;
    call.setOnCancelHandler(() -> {});
    thread.run(
        () -> {
          try {
            String model = commands.model(request.getModel());
            thread.watch(
                model,
                status -> {
                  if (call.isReady()) {
                    call.onNext(WatchRolloutResponse.newBuilder().setStatus(status).build());
                  }
                  return !call.isCancelled();
                });
          } catch (RolloutException e) {
            call.onError(Statuses.of(e));
          }
        });
  }

  @Override
  public void promoteRollout(
      PromoteRolloutRequest request, StreamObserver<PromoteRolloutResponse> observer) {
    answer(
        request.getModel(),
        observer,
        model -> commands.promote(model, request.getGeneration()),
        status -> PromoteRolloutResponse.newBuilder().setStatus(status).build());
  }

  @Override
  public void pauseRollout(
      PauseRolloutRequest request, StreamObserver<PauseRolloutResponse> observer) {
    answer(
        request.getModel(),
        observer,
        model -> commands.pause(model, !request.getResume(), request.getGeneration()),
        status -> PauseRolloutResponse.newBuilder().setStatus(status).build());
  }

  @Override
  public void rollBack(RollBackRequest request, StreamObserver<RollBackResponse> observer) {
    answer(
        request.getModel(),
        observer,
        model -> commands.rollBack(model, request.getReason(), request.getGeneration()),
        status -> RollBackResponse.newBuilder().setStatus(status).build());
  }

  @Override
  public void pinVersion(PinVersionRequest request, StreamObserver<PinVersionResponse> observer) {
    answer(
        request.getModel(),
        observer,
        model -> commands.pin(model, request.getVersion(), request.getGeneration()),
        status -> PinVersionResponse.newBuilder().setStatus(status).build());
  }

  private <A> void answer(
      String model, StreamObserver<A> observer, Deed deed, Function<RolloutStatus, A> message) {
    ServerCallStreamObserver<A> call = (ServerCallStreamObserver<A>) observer;
    call.setOnCancelHandler(() -> {});
    boolean taken =
        thread.run(
            () -> {
              RolloutStatus status;
              try {
                status = deed.done(commands.model(model));
              } catch (RolloutException | RuntimeException e) {
                call.onError(Statuses.of(e));
                return;
              }
              call.onNext(message.apply(status));
              call.onCompleted();
            });
    if (!taken) {
      call.onError(Status.UNAVAILABLE.withDescription("the server is stopping").asException());
    }
  }
}
