package io.twofold.server;

import static io.twofold.server.Inferences.images;
import static io.twofold.server.Inferences.raw;
import static io.twofold.server.RunningServer.GENEROUS;
import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.twofold.codec.TinyBundle;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.twofold.inference.v1.ModelReadyRequest;
import io.twofold.inference.v1.ServerLiveRequest;
import io.twofold.inference.v1.ServerReadyRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was told to stop, while it still takes calls. */
class ShutdownDelayTest {

  @TempDir Path repository;

  @Test
  void everythingSaysNotReadyAndCallsAreAnswered() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    Shutdown patient = new Shutdown(Duration.ofHours(1), Duration.ofSeconds(60));
    ServerConfig config = ServerConfig.defaults().onFreePorts(repository).withShutdown(patient);
    try (RunningServer running = RunningServer.start(config)) {
      GRPCInferenceServiceBlockingStub inference =
          GRPCInferenceServiceGrpc.newBlockingStub(running.channel());
      HealthBlockingStub health = HealthGrpc.newBlockingStub(running.channel());
      Thread stopping = new Thread(running.server()::close);
      stopping.start();

      await("503", () -> running.http("/readyz").statusCode() == 503);
      for (String name : List.of("", "inference.GRPCInferenceService", "tiny", "tiny.swap")) {
        assertThat(health.check(HealthCheckRequest.newBuilder().setService(name).build()))
            .extracting(answer -> answer.getStatus())
            .isEqualTo(ServingStatus.NOT_SERVING);
      }
      assertThat(inference.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
      assertThat(inference.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
          .isFalse();
      assertThat(
              inference
                  .modelReady(ModelReadyRequest.newBuilder().setName("tiny.swap").build())
                  .getReady())
          .isFalse();
      float[] image = TinyBundle.images(1, 1);
      assertThat(inference.modelInfer(raw("tiny.enc_s", List.of(images("x", 1)), image)))
          .extracting(answer -> answer.getModelVersion())
          .isEqualTo("1");

      stopping.interrupt();
      stopping.join(GENEROUS.toMillis());
      assertThat(stopping.isAlive()).isFalse();
    }
  }
}
