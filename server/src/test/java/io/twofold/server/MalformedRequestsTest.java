package io.twofold.server;

import static io.twofold.server.RunningServer.GENEROUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.v1.CodecServiceGrpc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no message is the caller's fault, and no line in the server's log. */
class MalformedRequestsTest {

  /** A field that is cut off. */
  private static final byte[] CUT_OFF = {0x0A, 0x7F, 1};

  @TempDir static Path repository;
  private static RunningServer running;

  @BeforeAll
  static void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running = RunningServer.start(repository);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
    methods.addAll(CodecServiceGrpc.getServiceDescriptor().getMethods());
    methods.addAll(GRPCInferenceServiceGrpc.getServiceDescriptor().getMethods());
    methods.addAll(HealthGrpc.getServiceDescriptor().getMethods());
    methods.addAll(ServerReflectionGrpc.getServiceDescriptor().getMethods());
    return methods.stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bytesThatAreNoMessageAreTheCallersFault(MethodDescriptor<?, ?> method) throws Exception {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler = keeping(logged);
    Logger.getLogger("io.grpc").addHandler(handler);
    try {
      Status status = call(RawMessages.of(method), CallOptions.DEFAULT, CUT_OFF);
      assertThat(status.getCode()).as("%s", status).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(status.getDescription())
          .startsWith("the request is not the message that this method takes: ");
    } finally {
      Logger.getLogger("io.grpc").removeHandler(handler);
    }
    assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
  }

  @Test
  void aStreamEndsWithTheFirstRequestThatIsNone() throws Exception {
    byte[] empty = {};
    Status status =
        call(
            RawMessages.of(CodecServiceGrpc.getEncodeMethod()),
            CallOptions.DEFAULT,
            CUT_OFF,
            empty,
            CUT_OFF);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aRequestThatUnpacksToMoreThanTheLimitIsRefused() throws Exception {
    byte[] zeros = Requests.encode(Requests.uint8(new byte[64 << 20])).toByteArray();
    Status status =
        call(
            RawMessages.of(CodecServiceGrpc.getEncodeMethod()),
            CallOptions.DEFAULT.withCompression("gzip"),
            zeros);
    assertThat(status.getCode()).as("%s", status).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  private static Status call(
      MethodDescriptor<byte[], byte[]> method, CallOptions options, byte[]... messages)
      throws Exception {
    ClientCall<byte[], byte[]> call = running.channel().newCall(method, options);
    CompletableFuture<Status> end = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.setMessageCompression(true);
    call.request(1);
    for (byte[] message : messages) {
      call.sendMessage(message);
    }
    call.halfClose();
    return end.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
  }

  private static Handler keeping(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
          logged.add(entry);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
