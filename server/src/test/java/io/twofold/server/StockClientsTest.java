package io.twofold.server;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.ChannelzGrpc.ChannelzBlockingStub;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.TinyBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health and reflection, as tools that know nothing of Twofold use them. */
class StockClientsTest {

  @TempDir Path repository;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
  }

  @Test
  void healthAnswersForTheServerItsServicesAndItsModels() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      for (String service :
          List.of(
              "",
              "twofold.v1.CodecService",
              "inference.GRPCInferenceService",
              "tiny",
              "tiny.enc_s",
              "tiny.enc_z",
              "tiny.dec",
              "tiny.swap")) {
        assertThat(
                HealthGrpc.newBlockingStub(running.channel())
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
    }
  }

  @Test
  void aWatcherHearsOfTheStopAndDoesNotHoldItUp() throws Exception {
    try (RunningServer running = RunningServer.start(patient())) {
      Heard<HealthCheckResponse> heard = new Heard<>();
      HealthGrpc.newStub(running.channel()).watch(HealthCheckRequest.getDefaultInstance(), heard);
      await("SERVING", () -> heard.answers.size() == 1);

      assertThat(running.server().stop()).isTrue();

      await("the end of the watch", () -> heard.ends.size() == 1);
      assertThat(heard.answers)
          .extracting(HealthCheckResponse::getStatus)
          .containsExactly(ServingStatus.SERVING, ServingStatus.NOT_SERVING);
      assertThat(heard.ends.get(0).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void reflectionNamesTheServices() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      Heard<ServerReflectionResponse> heard = new Heard<>();
      StreamObserver<ServerReflectionRequest> asks =
          ServerReflectionGrpc.newStub(running.channel()).serverReflectionInfo(heard);
      asks.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      asks.onNext(
          ServerReflectionRequest.newBuilder()
              .setFileContainingSymbol("twofold.v1.CodecService")
              .build());
      asks.onNext(
          ServerReflectionRequest.newBuilder()
              .setFileContainingSymbol("inference.GRPCInferenceService")
              .build());
      await("three answers", () -> heard.answers.size() == 3);
      asks.onCompleted();

      assertThat(heard.answers.get(0).getListServicesResponse().getServiceList())
          .extracting(ServiceResponse::getName)
          .contains(
              "twofold.v1.CodecService",
              "inference.GRPCInferenceService",
              "grpc.channelz.v1.Channelz",
              "grpc.health.v1.Health",
              "grpc.reflection.v1.ServerReflection",
              "grpc.reflection.v1alpha.ServerReflection");
      for (ServerReflectionResponse file : heard.answers.subList(1, 3)) {
        assertThat(file.getFileDescriptorResponse().getFileDescriptorProtoList()).isNotEmpty();
      }
    }
  }

  @Test
  void channelzSeesTheServer() throws Exception {
    try (RunningServer running = RunningServer.start(repository)) {
      ChannelzBlockingStub channelz = ChannelzGrpc.newBlockingStub(running.channel());
      List<io.grpc.channelz.v1.Server> servers =
          channelz.getServers(GetServersRequest.getDefaultInstance()).getServerList();
      assertThat(servers)
          .anySatisfy(
              server ->
                  assertThat(server.getListenSocketList())
                      .anySatisfy(
                          socket ->
                              assertThat(socket.getName())
                                  .contains(":" + running.server().port() + "]")));
    }
  }

  /** A drain so long that waiting for it would fail the test. */
  private ServerConfig patient() {
    return ServerConfig.defaults().onFreePorts(repository).withDrain(Duration.ofHours(1));
  }

  /** Keeps what a stream says. */
  private static final class Heard<A> implements StreamObserver<A> {
    private final List<A> answers = new CopyOnWriteArrayList<>();
    private final List<Status> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onNext(A answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      ends.add(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }
  }
}
