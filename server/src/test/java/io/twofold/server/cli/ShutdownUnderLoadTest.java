package io.twofold.server.cli;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.twofold.codec.TinyBundle;
import io.twofold.server.RunningServer;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rolling restart under load: one of two server processes gets a SIGTERM.
 *
 * <p>Callers that know nothing but the leaving server have all their calls answered until it takes
 * no more connections. Callers that heed its health go on with the other, and notice nothing.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
class ShutdownUnderLoadTest {

  private static final int CONNECTIONS = 4;
  private static final int CALLERS = 3;
  private static final long ENOUGH = 20;

  @TempDir Path folder;
  private final FixedAddresses addresses = new FixedAddresses();

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(folder);
    NameResolverRegistry.getDefaultRegistry().register(addresses);
  }

  @AfterEach
  void forgetAddresses() {
    NameResolverRegistry.getDefaultRegistry().deregister(addresses);
  }

  @Test
  void aSigtermLosesNoCall() throws Exception {
    try (ServerProcess leaving =
            ServerProcess.start(
                folder, "leaving", "--shutdown-delay-seconds", "15", "--wait-target", "10s");
        ServerProcess staying = ServerProcess.start(folder, "staying", "--wait-target", "10s");
        ClosedLoop bound = new ClosedLoop(connections(leaving.port()), CALLERS);
        ClosedLoop heeding =
            new ClosedLoop(List.of(balanced(leaving.port(), staying.port())), CALLERS)) {
      awaitMore(bound);
      awaitMore(heeding);

      leaving.terminate();

      await("not ready", () -> leaving.http("/readyz").statusCode() == 503);
      awaitMore(bound);
      leaving.requireOrderlyEnd();
      awaitMore(heeding);
      heeding.stop();
      bound.awaitFailures();

      assertThat(heeding.failures()).isEmpty();
      assertThat(bound.failures())
          .hasSize(CONNECTIONS * CALLERS)
          .allSatisfy(ShutdownUnderLoadTest::requireNeverAccepted);
      assertThat(heeding.wrong() + bound.wrong()).isZero();
    }
  }

  private static void awaitMore(ClosedLoop loop) throws Exception {
    long before = loop.answered();
    await(
        "more answers",
        () -> {
          assertThat(loop.failures()).isEmpty();
          return loop.answered() >= before + ENOUGH;
        });
  }

  /** The call reached no server: none was there to connect to. */
  private static void requireNeverAccepted(StatusRuntimeException failure) {
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure)
        .rootCause()
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .isInstanceOf(ConnectException.class);
  }

  private static List<ManagedChannel> connections(int port) {
    return IntStream.range(0, CONNECTIONS).mapToObj(i -> RunningServer.channel(port)).toList();
  }

  /** A channel to both servers that leaves out those whose health is not SERVING. */
  private ManagedChannel balanced(int... ports) {
    return NettyChannelBuilder.forTarget(addresses.target(ports))
        .usePlaintext()
        .defaultServiceConfig(
            Map.of(
                "loadBalancingConfig",
                List.of(Map.of("round_robin", Map.of())),
                "healthCheckConfig",
                Map.of("serviceName", "tiny.swap")))
        .build();
  }
}
