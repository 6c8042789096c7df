package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client whose servers an xDS control plane names, with gRPC's xDS client on the class path. */
@Timeout(60)
class XdsTest {

  private static final String BOOTSTRAP = "io.grpc.xds.bootstrapConfig";
  private static final Images IMAGE = Images.uint8(1, 2, 2, 1, new byte[4]);

  private static XdsControlPlane controlPlane;

  @BeforeAll
  static void start() {
    controlPlane = new XdsControlPlane();
    System.setProperty(BOOTSTRAP, controlPlane.bootstrap());
  }

  @AfterAll
  static void stop() {
    System.clearProperty(BOOTSTRAP);
    controlPlane.close();
  }

  @Test
  void theServersThatTheControlPlaneNamesAreCalledInTurns() throws InterruptedException {
    try (FakeCodec a = new FakeCodec();
        FakeCodec b = new FakeCodec();
        TwofoldClient client = patient()) {
      controlPlane.serve(a.target(), b.target());
      while (a.requests() == 0 || b.requests() == 0) {
        client.encode(IMAGE);
      }
      int beforeA = a.requests();
      int beforeB = b.requests();
      for (int i = 0; i < 10; i++) {
        assertThat(client.encode(IMAGE).servedBy().model()).isEqualTo("halves");
      }

      assertThat(a.requests() - beforeA).isEqualTo(5);
      assertThat(b.requests() - beforeB).isEqualTo(5);
      assertThat(controlPlane.refusals()).isEmpty();
    }
  }

  @Test
  void callsMoveToTheServersThatAreNamedAnew() throws InterruptedException {
    try (FakeCodec old = new FakeCodec();
        FakeCodec next = new FakeCodec();
        TwofoldClient client = patient()) {
      controlPlane.serve(old.target());
      client.encode(IMAGE);
      assertThat(old.requests()).isEqualTo(1);

      controlPlane.serve(next.target());
      while (next.requests() == 0) {
        client.encode(IMAGE);
      }
      int before = old.requests();
      for (int i = 0; i < 10; i++) {
        client.encode(IMAGE);
      }

      assertThat(old.requests()).isEqualTo(before);
      assertThat(controlPlane.refusals()).isEmpty();
    }
  }

  /** As the documentation says: health is the control plane's affair. */
  @Test
  void aServerThatTheControlPlaneNamesIsCalledWhateverItSaysOfItsHealth() {
    try (FakeCodec loading = new FakeCodec();
        TwofoldClient client =
            TwofoldClient.builder("xds:///twofold")
                .deadline(Duration.ofSeconds(50))
                .onlyHealthy()
                .build()) {
      loading.setHealth("", ServingStatus.NOT_SERVING);
      controlPlane.serve(loading.target());

      assertThat(client.encode(IMAGE).codes().count()).isEqualTo(1);
    }
  }

  private static TwofoldClient patient() {
    return TwofoldClient.builder("xds:///twofold").deadline(Duration.ofSeconds(50)).build();
  }
}
