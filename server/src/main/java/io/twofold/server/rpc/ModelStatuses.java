package io.twofold.server.rpc;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionStatus;
import io.twofold.server.repository.VersionInfo;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.VersionState;
import java.util.List;

/** Models and versions as the contract has them. */
final class ModelStatuses {

  private ModelStatuses() {}

  static ListModelsResponse message(List<ModelStatus> models) {
    ListModelsResponse.Builder response = ListModelsResponse.newBuilder();
    for (ModelStatus model : models) {
      response.addModels(
          io.twofold.v1.ModelStatus.newBuilder()
              .setModel(model.model())
              .addAllVersions(model.versions().stream().map(ModelStatuses::message).toList()));
    }
    return response.build();
  }

  private static io.twofold.v1.VersionStatus message(VersionStatus status) {
    io.twofold.v1.VersionStatus.Builder message =
        io.twofold.v1.VersionStatus.newBuilder()
            .setVersion(status.id().version())
            .setState(message(status.state()))
            .setReason(status.reason());
    VersionInfo info = status.info();
    if (info != null) {
      message
          .setLatentSpace(info.latentSpace())
          .setShape(ImageSink.message(info.shape()))
          .setDimS(info.dimS())
          .setDimZ(info.dimZ())
          .addAllLabels(info.labels())
          .setLabelKind(message(info.labelKind()))
          .putAllScorecard(info.scorecard());
    }
    return message.build();
  }

  static io.twofold.v1.LabelKind message(LabelKind kind) {
    return switch (kind) {
      case SINGLE -> io.twofold.v1.LabelKind.LABEL_KIND_SINGLE;
      case MULTI -> io.twofold.v1.LabelKind.LABEL_KIND_MULTI;
    };
  }

  private static VersionState message(io.twofold.server.lifecycle.VersionState state) {
    return switch (state) {
      case DISCOVERED -> VersionState.VERSION_STATE_DISCOVERED;
      case VERIFYING -> VersionState.VERSION_STATE_VERIFYING;
      case LOADING -> VersionState.VERSION_STATE_LOADING;
      case WARMING -> VersionState.VERSION_STATE_WARMING;
      case READY -> VersionState.VERSION_STATE_READY;
      case SERVING -> VersionState.VERSION_STATE_SERVING;
      case DRAINING -> VersionState.VERSION_STATE_DRAINING;
      case UNLOADED -> VersionState.VERSION_STATE_UNLOADED;
      case FAILED -> VersionState.VERSION_STATE_FAILED;
    };
  }
}
