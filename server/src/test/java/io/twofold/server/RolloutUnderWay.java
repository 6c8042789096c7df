package io.twofold.server;

import static io.twofold.server.Requests.decode;
import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.await;

import com.google.protobuf.util.Durations;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.Codes;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.GetRolloutRequest;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.PauseRolloutRequest;
import io.twofold.v1.PinVersionRequest;
import io.twofold.v1.RollBackRequest;
import io.twofold.v1.RolloutServiceGrpc;
import io.twofold.v1.RolloutServiceGrpc.RolloutServiceBlockingStub;
import io.twofold.v1.RolloutSettings;
import io.twofold.v1.RolloutState;
import io.twofold.v1.StartRolloutRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * A server with everything to show: version 2 of its model was taken back, and version 3 is being
 * rolled out and held while it takes some of the calls.
 */
final class RolloutUnderWay implements AutoCloseable {

  /** Rises slowly enough to be held long before its end. */
  private static final RolloutSettings SLOW =
      RolloutSettings.newBuilder()
          .addAllSteps(
              DoubleStream.iterate(0.3, share -> share < 0.9, share -> share + 0.01)
                  .boxed()
                  .toList())
          .setSample(1)
          .setLeastTime(Durations.fromSeconds(2))
          .setLeastSamples(20)
          .setMaxErrorRate(1)
          .setMaxP99Ratio(1e6)
          .build();

  private final RunningServer running;
  private final RolloutServiceBlockingStub rollouts;
  private int calls;

  private RolloutUnderWay(RunningServer running) {
    this.running = running;
    this.rollouts =
        RolloutServiceGrpc.newBlockingStub(running.channel())
            .withDeadlineAfter(5, TimeUnit.MINUTES);
  }

  static RolloutUnderWay start(Path repository) throws Exception {
    return start(repository, Telemetry.none());
  }

  static RolloutUnderWay start(Path repository, Telemetry telemetry) throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
    RolloutUnderWay started =
        new RolloutUnderWay(
            RunningServer.start(
                ServerConfig.defaults()
                    .onFreePorts(repository)
                    .withPoll(Duration.ofMillis(50))
                    .withTelemetry(telemetry)));
    started.rollOut(repository);
    return started;
  }

  RunningServer running() {
    return running;
  }

  /** Takes the candidate back. */
  void end() {
    rollouts.rollBack(RollBackRequest.getDefaultInstance());
  }

  /** One call of each kind, and one that is wrong. */
  void call() {
    Images images = float32(TinyBundle.images(1, calls));
    ModelSelector model = ModelSelector.newBuilder().setRoutingKey("caller " + calls++).build();
    EncodeResponse encoded =
        running.stub().encode(encode(images).toBuilder().setModel(model).build());
    Codes codes = encoded.getCodes();
    running
        .stub()
        .decode(decode(codes, ImageFormat.IMAGE_FORMAT_UINT8).toBuilder().setModel(model).build());
    running
        .stub()
        .swap(
            swap(images, images, ImageFormat.IMAGE_FORMAT_UINT8).toBuilder()
                .setModel(model)
                .build());
    RunningServer.refusal(() -> running.stub().encode(encode(Images.getDefaultInstance())));
  }

  private void rollOut(Path repository) throws Exception {
    rollouts.pinVersion(PinVersionRequest.newBuilder().setVersion(1).build());
    new TinyBundle("tiny", 1).publish(repository);
    new TinyBundle("tiny", 1).publish(repository);
    await("all versions are known", () -> running.versions().size() == 3);
    rollouts.startRollout(start(2));
    rollouts.rollBack(RollBackRequest.getDefaultInstance());
    rollouts.startRollout(start(3));
    await(
        "the candidate takes calls",
        () -> {
          call();
          return state().getStep() > 0;
        });
    rollouts.pauseRollout(PauseRolloutRequest.getDefaultInstance());
    await(
        "swaps of both versions are checked",
        () -> {
          call();
          return running
                  .http("/metrics")
                  .body()
                  .lines()
                  .filter(line -> line.startsWith("twofold_version_cycle_error{"))
                  .count()
              == 2;
        });
  }

  private RolloutState state() {
    return rollouts.getRollout(GetRolloutRequest.getDefaultInstance()).getStatus().getState();
  }

  private static StartRolloutRequest start(long candidate) {
    return StartRolloutRequest.newBuilder().setCandidate(candidate).setSettings(SLOW).build();
  }

  @Override
  public void close() {
    running.close();
  }
}
