package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.v1.CodecServiceGrpc;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Anything at all as a request, over a real connection: it is answered, or refused with a status
 * that puts it down to the caller. Run with {@code .ci/fuzz}.
 */
class RequestFuzzTest {

  private static final Set<Code> EXPECTED =
      EnumSet.of(
          Code.INVALID_ARGUMENT, Code.NOT_FOUND, Code.FAILED_PRECONDITION, Code.RESOURCE_EXHAUSTED);

  private static final List<MethodDescriptor<byte[], byte[]>> METHODS =
      List.of(
          RawMessages.of(CodecServiceGrpc.getEncodeMethod()),
          RawMessages.of(CodecServiceGrpc.getDecodeMethod()),
          RawMessages.of(CodecServiceGrpc.getSwapMethod()),
          RawMessages.of(GRPCInferenceServiceGrpc.getModelInferMethod()));

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

  /** The first byte chooses the method; the rest is the request's bytes. */
  @FuzzTest
  void request(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    MethodDescriptor<byte[], byte[]> method =
        METHODS.get(Byte.toUnsignedInt(bytes[0]) % METHODS.size());
    byte[] request = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(running.channel(), method, CallOptions.DEFAULT, request);
      assertThat(answer).isNotEmpty();
    } catch (StatusRuntimeException e) {
      assertThat(EXPECTED).as("%s", e.getStatus()).contains(e.getStatus().getCode());
      assertThat(e.getStatus().getDescription()).isNotBlank();
    }
  }
}
