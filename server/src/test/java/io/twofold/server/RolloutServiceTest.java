package io.twofold.server;

import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.await;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.GetRolloutRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.PauseRolloutRequest;
import io.twofold.v1.PinVersionRequest;
import io.twofold.v1.PromoteRolloutRequest;
import io.twofold.v1.RollBackRequest;
import io.twofold.v1.RolloutServiceGrpc;
import io.twofold.v1.RolloutServiceGrpc.RolloutServiceBlockingStub;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutStatus;
import io.twofold.v1.StartRolloutRequest;
import io.twofold.v1.VersionState;
import io.twofold.v1.WatchRolloutRequest;
import io.twofold.v1.WatchRolloutResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutServiceTest {

  private static final RolloutSettings EAGER =
      RolloutSettings.newBuilder()
          .addAllSteps(List.of(0.5, 1.0))
          .setSample(1)
          .setLeastTime(Durations.ZERO)
          .setLeastSamples(20)
          .setMaxP99Ratio(1e6)
          .build();

  @TempDir Path repository;
  private RunningServer running;
  private RolloutServiceBlockingStub rollouts;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    running =
        RunningServer.start(
            ServerConfig.defaults().onFreePorts(repository).withPoll(Duration.ofMillis(50)));
    rollouts =
        RolloutServiceGrpc.newBlockingStub(running.channel())
            .withDeadlineAfter(2, TimeUnit.MINUTES);
    rollouts.pinVersion(PinVersionRequest.newBuilder().setVersion(1).build());
    new TinyBundle("tiny", 1).publish(repository);
    await("the second version is known", () -> running.versions().size() == 2);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aVersionIsRolledOutByTheCallsThatItAnswersWell() throws Exception {
    RolloutStatus started = begin(EAGER);
    assertThat(started.getState().getCandidate()).isEqualTo(2);
    assertThat(started.getCandidateShare()).isZero();
    Set<Long> servedBy = new HashSet<>();
    await(
        "the second version is stable",
        () -> {
          for (int i = 0; i < 20; i++) {
            servedBy.add(call("caller " + i));
          }
          return status().getState().getStable() == 2;
        });
    assertThat(servedBy).contains(1L, 2L);
    assertThat(status().getState().getPrevious()).isEqualTo(1);
    assertThat(call("anyone")).isEqualTo(2);
    assertThat(running.versions())
        .extracting(version -> version.getState())
        .containsExactly(VersionState.VERSION_STATE_SERVING, VersionState.VERSION_STATE_READY);

    rollouts.rollBack(RollBackRequest.newBuilder().setReason("people complain").build());
    assertThat(call("anyone")).isEqualTo(1);
    assertThat(status().getState().getRefused(0).getReason()).isEqualTo("people complain");
  }

  @Test
  void aRolloutIsHeldResumedAndPromotedByHand() throws Exception {
    begin(EAGER.toBuilder().setLeastTime(Durations.fromDays(1)).build());
    RolloutStatus held =
        rollouts.pauseRollout(PauseRolloutRequest.getDefaultInstance()).getStatus();
    assertThat(held.getState().getPaused()).isTrue();
    assertThat(held.getWaitingFor()).isEqualTo("someone to resume it");
    await("the candidate is in memory", this::bothInMemory);
    RolloutStatus resumed =
        rollouts.pauseRollout(PauseRolloutRequest.newBuilder().setResume(true).build()).getStatus();
    assertThat(resumed.getWaitingFor()).endsWith("more seconds at this step");
    rollouts.promoteRollout(PromoteRolloutRequest.getDefaultInstance());
    assertThat(call("anyone")).isEqualTo(2);
  }

  @Test
  void aWatchTellsOfEveryChange() throws Exception {
    Iterator<WatchRolloutResponse> watch =
        rollouts.watchRollout(WatchRolloutRequest.newBuilder().setModel("tiny").build());
    long generation = watch.next().getStatus().getState().getGeneration();
    begin(EAGER.toBuilder().setLeastTime(Durations.fromDays(1)).build());
    WatchRolloutResponse next = watch.next();
    assertThat(next.getStatus().getState().getGeneration()).isEqualTo(generation + 1);
    assertThat(next.getStatus().getState().getCandidate()).isEqualTo(2);
    // A heartbeat while it is under way.
    assertThat(watch.next().getStatus().getState().getCandidate()).isEqualTo(2);
  }

  @Test
  void whatTheStateDoesNotAllowIsRefused() {
    assertThat(refusal(() -> rollouts.promoteRollout(PromoteRolloutRequest.getDefaultInstance())))
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(Status.Code.FAILED_PRECONDITION, "no version is being rolled out");
    assertThat(
            refusal(() -> rollouts.pinVersion(PinVersionRequest.newBuilder().setVersion(7).build()))
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    assertThat(
            refusal(
                    () ->
                        rollouts.pinVersion(
                            PinVersionRequest.newBuilder().setVersion(2).setGeneration(9).build()))
                .getCode())
        .isEqualTo(Status.Code.ABORTED);
    assertThat(refusal(() -> begin(RolloutSettings.newBuilder().setSample(2).build())).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(
            refusal(
                    () ->
                        rollouts.getRollout(
                            GetRolloutRequest.newBuilder().setModel("other").build()))
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private boolean bothInMemory() {
    return running.versions().stream()
        .allMatch(
            version ->
                version.getState() == VersionState.VERSION_STATE_READY
                    || version.getState() == VersionState.VERSION_STATE_SERVING);
  }

  private RolloutStatus begin(RolloutSettings settings) {
    return rollouts
        .startRollout(
            StartRolloutRequest.newBuilder().setCandidate(2).setSettings(settings).build())
        .getStatus();
  }

  private RolloutStatus status() {
    return rollouts.getRollout(GetRolloutRequest.getDefaultInstance()).getStatus();
  }

  private long call(String key) {
    var images = float32(TinyBundle.images(1, key.hashCode()));
    return running
        .stub()
        .swap(
            swap(images, images, ImageFormat.IMAGE_FORMAT_UINT8).toBuilder()
                .setModel(ModelSelector.newBuilder().setRoutingKey(key))
                .build())
        .getServedBy()
        .getVersion();
  }
}
