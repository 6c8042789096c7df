package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyServerBuilder;
import io.twofold.server.RunningServer;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

  private static final List<String> OF_THE_SERVER =
      List.of("", "twofold.v1.CodecService", "inference.GRPCInferenceService");
  private static final List<String> OF_MNIST =
      List.of("mnist", "mnist.enc_s", "mnist.enc_z", "mnist.dec", "mnist.swap");

  private final ServerHealth health = new ServerHealth();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.service())
            .build()
            .start();
    channel = RunningServer.channel(server.getPort());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void nothingServesBeforeTheAnnouncement() {
    enter("mnist", 1, VersionState.SERVING);
    says(ServingStatus.NOT_SERVING, OF_THE_SERVER);
    says(ServingStatus.NOT_SERVING, OF_MNIST);
    assertThat(health.isServing()).isFalse();

    health.announce();
    says(ServingStatus.SERVING, OF_THE_SERVER);
    says(ServingStatus.SERVING, OF_MNIST);
    assertThat(health.isServing()).isTrue();
  }

  @Test
  void aModelServesWhileAVersionOfItDoes() {
    health.announce();
    enter("mnist", 1, VersionState.LOADING);
    says(ServingStatus.NOT_SERVING, OF_MNIST);
    enter("mnist", 1, VersionState.SERVING);
    enter("mnist", 2, VersionState.FAILED);
    says(ServingStatus.SERVING, OF_MNIST);
    enter("mnist", 3, VersionState.SERVING);
    enter("mnist", 1, VersionState.DRAINING);
    enter("mnist", 1, VersionState.UNLOADED);
    says(ServingStatus.SERVING, OF_MNIST);
    enter("mnist", 3, VersionState.DRAINING);
    says(ServingStatus.NOT_SERVING, OF_MNIST);
  }

  @Test
  void theServerServesWhileAModelDoes() {
    health.announce();
    says(ServingStatus.NOT_SERVING, OF_THE_SERVER);
    enter("mnist", 1, VersionState.SERVING);
    enter("faces", 1, VersionState.FAILED);
    says(ServingStatus.SERVING, OF_THE_SERVER);
    says(ServingStatus.NOT_SERVING, List.of("faces", "faces.dec"));
    enter("mnist", 1, VersionState.DRAINING);
    says(ServingStatus.NOT_SERVING, OF_THE_SERVER);
    assertThat(health.isServing()).isFalse();
  }

  @Test
  void aWithdrawalIsForGood() {
    enter("mnist", 1, VersionState.SERVING);
    health.announce();
    health.withdraw();
    says(ServingStatus.NOT_SERVING, OF_THE_SERVER);
    says(ServingStatus.NOT_SERVING, OF_MNIST);
    enter("mnist", 2, VersionState.SERVING);
    says(ServingStatus.NOT_SERVING, OF_MNIST);
    assertThat(health.isServing()).isFalse();
  }

  @Test
  void aModelThatIsForgottenIsNotFound() {
    health.announce();
    enter("mnist", 1, VersionState.SERVING);
    enter("mnist", 1, VersionState.UNLOADED);
    enter("mnist", 2, VersionState.FAILED);
    health.forgotten(new VersionId("mnist", 1));
    says(ServingStatus.NOT_SERVING, OF_MNIST);
    health.forgotten(new VersionId("mnist", 2));
    OF_MNIST.forEach(this::isNotFound);
  }

  @Test
  void namesThatNothingHasAreNotFound() {
    health.announce();
    enter("mnist", 1, VersionState.SERVING);
    for (String name : List.of("nobody", "mnist.encoder", "mnist/1")) {
      isNotFound(name);
    }
  }

  private void isNotFound(String name) {
    assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> check(name)).getStatus())
        .as(name)
        .extracting(Status::getCode)
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private void enter(String model, long version, VersionState state) {
    String reason = state == VersionState.FAILED ? "broken" : "";
    health.entered(new VersionStatus(new VersionId(model, version), state, reason, null));
  }

  private void says(ServingStatus status, List<String> names) {
    for (String name : names) {
      assertThat(check(name)).as(name).isEqualTo(status);
    }
  }

  private ServingStatus check(String name) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(name).build())
        .getStatus();
  }
}
