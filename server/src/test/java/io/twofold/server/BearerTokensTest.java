package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.await;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.TinyBundle;
import io.twofold.server.security.Access;
import io.twofold.server.security.Reloaded;
import io.twofold.v1.EncodeResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens, over real sockets. */
class BearerTokensTest {

  private static final String ANNA = "annas-token-0123456789";
  private static final String BERT = "berts-token-0123456789";
  private static final String ROOT = "roots-token-0123456789";

  @TempDir Path folder;
  private Path tokens;
  private Path adminTokens;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    tokens = Files.writeString(folder.resolve("tokens"), "# Anna\n" + ANNA + "\n\n");
    adminTokens = Files.writeString(folder.resolve("admin-tokens"), ROOT + "\r\n");
  }

  @Test
  void callsNeedAToken() throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      assertThat(encodes(running, "Bearer " + ANNA).getCodes().getCount()).isEqualTo(1);
      assertThat(encodes(running, "bearer  " + ROOT).getCodes().getCount()).isEqualTo(1);

      Status without = refusal(() -> running.stub().encode(encode(float32(new float[20]))));
      assertThat(without.getCode()).isEqualTo(Code.UNAUTHENTICATED);
      assertThat(without.getDescription()).contains("'authorization: Bearer TOKEN'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer annas-token-012345678",
        "Bearer annas-token-01234567890",
        "Bearer ",
        "Bearer # Anna",
        "Basic annas-token-0123456789",
        "annas-token-0123456789"
      })
  void otherTokensAreRefused(String header) throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      Status refused = refusal(() -> encodes(running, header));
      assertThat(refused.getCode()).isEqualTo(Code.UNAUTHENTICATED);
      assertThat(refused.getDescription()).contains("is not one of this server's");
    }
  }

  @Test
  void healthIsForEveryoneAndReflectionIsNot() throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      assertThat(
              HealthGrpc.newBlockingStub(running.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      CompletableFuture<ServerReflectionResponse> services = new CompletableFuture<>();
      StreamObserver<ServerReflectionRequest> asks =
          ServerReflectionGrpc.newStub(running.channel())
              .serverReflectionInfo(completing(services));
      asks.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      assertThatThrownBy(() -> services.get(60, TimeUnit.SECONDS))
          .hasMessageContaining("UNAUTHENTICATED");
    }
  }

  @Test
  void administrationNeedsATokenOfItsOwn() throws Exception {
    try (RunningServer running = RunningServer.start(config())) {
      var channelz = ChannelzGrpc.newBlockingStub(running.channel());
      GetServersRequest request = GetServersRequest.getDefaultInstance();
      assertThat(
              channelz
                  .withCallCredentials(new Authorization("Bearer " + ROOT))
                  .getServers(request)
                  .getServerCount())
          .isPositive();

      var plain = channelz.withCallCredentials(new Authorization("Bearer " + ANNA));
      Status denied = refusal(() -> plain.getServers(request));
      assertThat(denied.getCode()).isEqualTo(Code.PERMISSION_DENIED);
      assertThat(denied.getDescription())
          .startsWith("grpc.channelz.v1.Channelz/GetServers is for administration");
      assertThat(refusal(() -> channelz.getServers(request)).getCode())
          .isEqualTo(Code.UNAUTHENTICATED);
    }
  }

  @Test
  void newTokensAreTakenWhileTheServerRuns() throws Exception {
    try (RunningServer running = RunningServer.start(config());
        LogOf log = new LogOf(Reloaded.class)) {
      Files.writeString(tokens, BERT + "\n");
      await("Bert's token", () -> isTaken(running, BERT));
      assertThat(isTaken(running, ANNA)).isFalse();

      Files.writeString(tokens, "short\n");
      await("a warning", () -> log.lines().stream().anyMatch(line -> line.startsWith("WARNING")));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .singleElement()
          .asString()
          .contains("the token in line 1", "has 5 characters, it needs at least 16")
          .doesNotContain("short");
      assertThat(isTaken(running, BERT)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# none'                        | holds no token: write one a line; openssl rand",
        "short                           | the token in line 1 of",
        "'0123456789abcdef\ntwo words in a line' | the token in line 2 of",
      })
  void aServerDoesNotStartWithAFileThatDoesNotServe(String content, String message)
      throws Exception {
    Files.writeString(tokens, content);
    assertThatThrownBy(() -> TwofoldServer.start(config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(message);
    Files.delete(tokens);
    assertThatThrownBy(() -> TwofoldServer.start(config()))
        .isInstanceOf(StartException.class)
        .hasMessage("there is no file '%s'", tokens);
  }

  private ServerConfig config() {
    return ServerConfig.defaults()
        .onFreePorts(folder.resolve("models"))
        .withAccess(Access.open().withTokens(tokens).withAdminTokens(adminTokens));
  }

  private static boolean isTaken(RunningServer running, String token) {
    try {
      return encodes(running, "Bearer " + token).hasCodes();
    } catch (io.grpc.StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
      return false;
    }
  }

  private static EncodeResponse encodes(RunningServer running, String authorization) {
    return running
        .stub()
        .withCallCredentials(new Authorization(authorization))
        .encode(encode(float32(new float[20])));
  }

  private static <A> StreamObserver<A> completing(CompletableFuture<A> first) {
    return new StreamObserver<>() {
      @Override
      public void onNext(A answer) {
        first.complete(answer);
      }

      @Override
      public void onError(Throwable failure) {
        first.completeExceptionally(failure);
      }

      @Override
      public void onCompleted() {
        first.cancel(false);
      }
    };
  }

  /** Sends a header as it is. */
  private static final class Authorization extends CallCredentials {

    private final Metadata headers = new Metadata();

    Authorization(String value) {
      headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), value);
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier to) {
      to.apply(headers);
    }
  }
}
