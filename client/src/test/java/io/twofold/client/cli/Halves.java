package io.twofold.client.cli;

import com.google.protobuf.Message;
import io.twofold.client.FakeCodec;
import io.twofold.v1.ImageShape;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.VersionState;
import io.twofold.v1.VersionStatus;

/** What a {@link FakeCodec} serves, as its list of models says it. */
final class Halves {

  static final ListModelsResponse MODELS =
      ListModelsResponse.newBuilder()
          .addModels(
              ModelStatus.newBuilder()
                  .setModel("halves")
                  .addVersions(
                      VersionStatus.newBuilder()
                          .setVersion(3)
                          .setState(VersionState.VERSION_STATE_SERVING)
                          .setLatentSpace("run-3")
                          .setShape(ImageShape.newBuilder().setChannels(1).setHeight(2).setWidth(2))
                          .setDimS(2)
                          .setDimZ(2)))
          .build();

  private Halves() {}

  /** The oldest request of a type that was not taken yet; waits for it, and drops others. */
  static <T extends Message> T next(FakeCodec codec, Class<T> type) throws InterruptedException {
    Message request = codec.takeRequest(Message.class);
    while (!type.isInstance(request)) {
      request = codec.takeRequest(Message.class);
    }
    return type.cast(request);
  }
}
