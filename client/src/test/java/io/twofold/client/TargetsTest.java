package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TargetsTest {

  private static final Images IMAGE = Images.uint8(1, 2, 2, 1, new byte[4]);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        ":7411",
        "localhost:",
        "localhost:70000",
        "",
        "http://localhost:7411",
        "local host:7411",
        " localhost:7411",
        "a:1,",
        "a:1,,b:2",
        "a:1,b",
        "a:1, b:2",
        "dns:///localhost",
        "dns:///localhost:70000"
      })
  void whatIsNoTargetIsRefused(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwofoldClient.builder(target))
        .withMessage(
            "target must be host:port, several of them with commas between, dns:///host:port or"
                + " xds:///name, not '%s'",
            target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:7411",
        "a:1,b:2",
        "[::1]:7411,127.0.0.1:7411",
        "dns:///twofold.svc:7411"
      })
  void whatIsOneIsTaken(String target) {
    TwofoldClient client = TwofoldClient.connect(target);
    client.close();

    assertThat(catchThrowableOfType(IllegalStateException.class, client::models))
        .hasMessage("the client is closed");
  }

  @Test
  void xdsNamesTheDependencyThatItNeeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.requireXds("xds:///twofold", new NameResolverRegistry()))
        .withMessage(
            "'xds:///twofold' needs gRPC's xDS client: add the dependency io.grpc:grpc-xds, in the"
                + " version of grpc-netty");
  }

  @Test
  void aTokenStaysHereOnlyWhereEveryServerIsHere() {
    TwofoldClient.builder("127.0.0.1:1,localhost:2,[::1]:3").token("secret").build().close();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwofoldClient.builder("127.0.0.1:1,example.invalid:2").token("s").build())
        .withMessageContaining("in plaintext");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s,%s", "no-such-host.invalid:1,%s,%s"})
  void theServersOfAListAreCalledInTurns(String list) throws InterruptedException {
    try (FakeCodec a = new FakeCodec();
        FakeCodec b = new FakeCodec();
        TwofoldClient client = patient(list.formatted(a.target(), b.target()))) {
      Set<FakeCodec> called = new HashSet<>();
      while (called.size() < 2) {
        client.encode(IMAGE);
        called.add(a.requests() > 0 ? a : b);
        if (a.requests() > 0 && b.requests() > 0) {
          called.add(b);
        }
      }
      int before = a.requests();
      int beforeB = b.requests();
      for (int i = 0; i < 10; i++) {
        client.encode(IMAGE);
      }

      assertThat(a.requests() - before).isEqualTo(5);
      assertThat(b.requests() - beforeB).isEqualTo(5);
    }
  }

  @Test
  void aServerThatIsGoneIsLeftOut() throws InterruptedException {
    FakeCodec b = new FakeCodec();
    try (FakeCodec a = new FakeCodec();
        TwofoldClient client = patient(a.target() + "," + b.target())) {
      while (a.requests() == 0 || b.requests() == 0) {
        client.encode(IMAGE);
      }
      b.close();

      for (int i = 0; i < 50; i++) {
        assertThat(client.encode(IMAGE).codes().count()).isEqualTo(1);
      }
    }
  }

  @Test
  void aListOfUnknownHostsSaysSo() {
    try (TwofoldClient lost =
        TwofoldClient.builder("no-such-host.invalid:1,no-such-host.invalid:2")
            .retries(RetryPolicy.none())
            .build()) {
      TwofoldException failure = catchThrowableOfType(TwofoldException.class, lost::models);

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("Unable to resolve any host");
    }
  }

  private static TwofoldClient patient(String target) {
    return TwofoldClient.builder(target).deadline(Duration.ofSeconds(50)).build();
  }
}
