package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.twofold.codec.TinyBundle;
import io.twofold.server.admission.AdmissionLimits;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More calls than the server takes at once, over real sockets. */
class OverloadTest {

  private static final int LIMIT = 3;
  private static final int CALLS = 24;
  private static final int IMAGES = 1024;
  private static final SwapRequest LARGE =
      swap(
          float32(TinyBundle.images(IMAGES, 1)),
          float32(TinyBundle.images(IMAGES, 1)),
          ImageFormat.IMAGE_FORMAT_PNG);
  private static final EncodeRequest REQUEST = encode(float32(new float[20]));

  @TempDir Path repository;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
  }

  @Test
  void callsBeyondTheLimitAreRefusedAndTheOthersAnswered() throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      AtomicInteger answered = new AtomicInteger();
      List<StatusRuntimeException> refused = new ArrayList<>();
      await("a refusal", () -> storm(running, answered, refused));

      assertThat(answered).hasValueGreaterThanOrEqualTo(LIMIT);
      for (StatusRuntimeException refusal : refused) {
        assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refusal.getStatus().getDescription()).contains("try again in 0.1 s");
        List<Any> details = StatusProto.fromThrowable(refusal).getDetailsList();
        assertThat(details.get(0).unpack(ErrorInfo.class).getReason()).isEqualTo("OVERLOADED");
        assertThat(details.get(1).unpack(RetryInfo.class).getRetryDelay())
            .isEqualTo(Durations.fromMillis(100));
      }
      assertThat(running.http("/metrics").body())
          .contains("twofold_rpc_concurrency_limit " + LIMIT + ".0")
          .contains("twofold_rpc_refused_total{cause=\"concurrency\"} " + refused.size() + ".0");

      var stub = CodecServiceGrpc.newFutureStub(running.channel());
      for (int round = 0; round < 20; round++) {
        List<ListenableFuture<EncodeResponse>> calls = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
          calls.add(stub.encode(REQUEST));
        }
        for (ListenableFuture<EncodeResponse> call : calls) {
          assertThat(call.get(GENEROUS.toSeconds(), TimeUnit.SECONDS).hasCodes()).isTrue();
        }
      }
    }
  }

  @Test
  void callersWhoGoAwayOrAreSlowToSendTakeNoPlace() throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      for (int i = 0; i < 10 * LIMIT; i++) {
        ClientCall<EncodeRequest, EncodeResponse> slow =
            running.channel().newCall(CodecServiceGrpc.getEncodeMethod(), CallOptions.DEFAULT);
        slow.start(new ClientCall.Listener<>() {}, new Metadata());
      }
      assertThat(running.stub().encode(REQUEST).hasCodes()).isTrue();

      var stub = CodecServiceGrpc.newFutureStub(running.channel());
      for (int i = 0; i < CALLS; i++) {
        assertThat(stub.swap(LARGE).cancel(true)).isTrue();
      }
      await("room again", () -> isTaken(running));
    }
  }

  private ServerConfig config() {
    return ServerConfig.defaults()
        .onFreePorts(repository)
        .withWorkers(1)
        .withAdmission(new AdmissionLimits(LIMIT, Duration.ofSeconds(1)));
  }

  /** Many large calls at once; whether one was refused. */
  private static boolean storm(
      RunningServer running, AtomicInteger answered, List<StatusRuntimeException> refused)
      throws Exception {
    var stub = CodecServiceGrpc.newFutureStub(running.channel());
    List<ListenableFuture<SwapResponse>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(stub.swap(LARGE));
    }
    for (ListenableFuture<SwapResponse> call : calls) {
      try {
        assertThat(call.get(GENEROUS.toSeconds(), TimeUnit.SECONDS).getImages().getCount())
            .isEqualTo(IMAGES);
        answered.incrementAndGet();
      } catch (ExecutionException e) {
        refused.add((StatusRuntimeException) e.getCause());
      }
    }
    return !refused.isEmpty();
  }

  private static boolean isTaken(RunningServer running) {
    try {
      return running.stub().encode(REQUEST).hasCodes();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
      return false;
    }
  }
}
