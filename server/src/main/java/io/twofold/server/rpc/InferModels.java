package io.twofold.server.rpc;

import io.twofold.codec.Codec;
import io.twofold.inference.v1.ModelMetadataResponse;
import io.twofold.inference.v1.ModelMetadataResponse.TensorMetadata;
import io.twofold.inference.v1.RepositoryIndexResponse;
import io.twofold.inference.v1.RepositoryIndexResponse.ModelIndex;
import io.twofold.server.lifecycle.ModelStatus;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.lifecycle.VersionState;
import io.twofold.server.lifecycle.VersionStatus;
import java.util.List;

/** Models and versions as the Open Inference Protocol describes them. */
final class InferModels {

  private static final String PLATFORM = "onnx_onnxv1";
  private static final String READY = "READY";
  private static final long VARIES = -1;

  private InferModels() {}

  /**
   * Describes a model.
   *
   * @param models everything that the server knows, for the versions that serve beside this one
   */
  static ModelMetadataResponse metadata(
      InferModel model, VersionHandle version, List<ModelStatus> models) {
    Codec codec = version.codec();
    String name = version.id().model();
    return ModelMetadataResponse.newBuilder()
        .setName(model.of(name))
        .addAllVersions(
            models.stream()
                .filter(status -> status.model().equals(name))
                .flatMap(status -> status.versions().stream())
                .filter(status -> status.state() == VersionState.SERVING)
                .map(status -> Long.toString(status.id().version()))
                .toList())
        .setPlatform(PLATFORM)
        .addAllInputs(model.inputs().stream().map(spec -> tensor(spec, codec)).toList())
        .addOutputs(tensor(model.output(), codec))
        .putProperties("version", Long.toString(version.id().version()))
        .putProperties(InferParameters.LATENT_SPACE, codec.latentSpace())
        .putProperties("image_min", "0")
        .putProperties("image_max", "1")
        .build();
  }

  /**
   * Lists every version of every model.
   *
   * @param readyOnly whether versions that take no calls are left out
   */
  static RepositoryIndexResponse index(List<ModelStatus> models, boolean readyOnly) {
    RepositoryIndexResponse.Builder response = RepositoryIndexResponse.newBuilder();
    for (ModelStatus status : models) {
      for (InferModel model : InferModel.values()) {
        status.versions().stream()
            .map(version -> entry(model, version))
            .filter(entry -> !readyOnly || entry.getState().equals(READY))
            .forEach(response::addModels);
      }
    }
    return response.build();
  }

  private static ModelIndex entry(InferModel model, VersionStatus version) {
    return ModelIndex.newBuilder()
        .setName(model.of(version.id().model()))
        .setVersion(Long.toString(version.id().version()))
        .setState(state(version.state()))
        .setReason(version.reason())
        .build();
  }

  private static String state(VersionState state) {
    return switch (state) {
      case SERVING -> READY;
      case VERIFYING, LOADING, WARMING, READY -> "LOADING";
      case DRAINING -> "UNLOADING";
      case DISCOVERED, UNLOADED, FAILED -> "UNAVAILABLE";
    };
  }

  private static TensorMetadata tensor(TensorSpec spec, Codec codec) {
    return TensorMetadata.newBuilder()
        .setName(spec.name())
        .setDatatype(TensorReader.FP32)
        .addShape(VARIES)
        .addAllShape(spec.itemShape(codec))
        .build();
  }
}
