package io.twofold.client;

import com.google.protobuf.Message;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
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
import io.twofold.v1.RolloutServiceGrpc.RolloutServiceImplBase;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.StartRolloutRequest;
import io.twofold.v1.StartRolloutResponse;
import io.twofold.v1.WatchRolloutRequest;
import io.twofold.v1.WatchRolloutResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts on a real port that answer what they are told to: every call with the same status, a
 * watch with several. Keeps the requests.
 */
public final class FakeRollouts extends RolloutServiceImplBase implements AutoCloseable {

  private final Server server;
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private volatile RolloutStatus status = RolloutStatus.getDefaultInstance();
  private volatile List<RolloutStatus> watched = List.of();
  private volatile @Nullable Status refusal;

  public FakeRollouts() {
    server = LoopbackServer.start(bindService());
  }

  /** Where the server listens, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** What every call answers. */
  public void answer(RolloutStatus next) {
    status = next;
  }

  /** What a watch tells, one after the other; it does not end by itself. */
  public void tell(RolloutStatus... statuses) {
    watched = List.of(statuses);
  }

  /** Ends every call with this from now on. */
  public void refuse(Status next) {
    refusal = next;
  }

  /** The oldest request that was not taken yet; waits for it. */
  public <T extends Message> T takeRequest(Class<T> type) throws InterruptedException {
    return type.cast(requests.take());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  @Override
  public void startRollout(
      StartRolloutRequest request, StreamObserver<StartRolloutResponse> response) {
    respond(request, response, to -> StartRolloutResponse.newBuilder().setStatus(to).build());
  }

  @Override
  public void getRollout(GetRolloutRequest request, StreamObserver<GetRolloutResponse> response) {
    respond(request, response, to -> GetRolloutResponse.newBuilder().setStatus(to).build());
  }

  @Override
  public void watchRollout(
      WatchRolloutRequest request, StreamObserver<WatchRolloutResponse> response) {
    requests.add(request);
    watched.forEach(to -> response.onNext(WatchRolloutResponse.newBuilder().setStatus(to).build()));
  }

  @Override
  public void promoteRollout(
      PromoteRolloutRequest request, StreamObserver<PromoteRolloutResponse> response) {
    respond(request, response, to -> PromoteRolloutResponse.newBuilder().setStatus(to).build());
  }

  @Override
  public void pauseRollout(
      PauseRolloutRequest request, StreamObserver<PauseRolloutResponse> response) {
    respond(request, response, to -> PauseRolloutResponse.newBuilder().setStatus(to).build());
  }

  @Override
  public void rollBack(RollBackRequest request, StreamObserver<RollBackResponse> response) {
    respond(request, response, to -> RollBackResponse.newBuilder().setStatus(to).build());
  }

  @Override
  public void pinVersion(PinVersionRequest request, StreamObserver<PinVersionResponse> response) {
    respond(request, response, to -> PinVersionResponse.newBuilder().setStatus(to).build());
  }

  private <T> void respond(
      Message request, StreamObserver<T> response, Function<RolloutStatus, T> message) {
    requests.add(request);
    Status refused = refusal;
    if (refused != null) {
      response.onError(refused.asRuntimeException());
    } else {
      response.onNext(message.apply(status));
      response.onCompleted();
    }
  }
}
