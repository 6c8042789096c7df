package io.twofold.server.rpc;

import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.codec.Operation;
import io.twofold.inference.v1.InferParameter;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferRequestedOutputTensor;
import io.twofold.inference.v1.ModelInferResponse;
import io.twofold.server.batching.ItemSink;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.VersionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Plans inference requests, so that they run in the batches that the native RPCs run in. Encoders
 * run as the one graph that gives both codes.
 */
final class InferPlans {

  private final TensorReader reader;

  InferPlans(CallLimits limits) {
    this.reader = new TensorReader(limits);
  }

  /**
   * The plan for a request.
   *
   * @throws InvalidInputException where the request is not sound
   * @throws LatentSpaceMismatchException where the caller says that codes are of another one
   */
  Plan<ModelInferResponse> plan(
      InferModel model, ModelInferRequest request, VersionHandle version) {
    Codec codec = version.codec();
    InferParameters.requireLatentSpace(request.getParametersMap(), codec.latentSpace());
    requireOutputs(model, request.getOutputsList());
    TensorReader.Inputs inputs = reader.read(model, codec, request);
    int count = inputs.count();
    FloatResults output =
        new FloatResults(count, model.output().itemSize(codec), notFinite(model, version.id()));
    ModelInferResponse.Builder answer = answer(request, model, version, count);
    return new Plan<>(
        operation(model),
        count,
        inputs.items(),
        sinks(model, output),
        () -> answer.addRawOutputContents(output.bytes()).build());
  }

  private static Operation operation(InferModel model) {
    return switch (model) {
      case ENC_S, ENC_Z -> Operation.ENCODE;
      case DEC -> Operation.DECODE;
      case SWAP -> Operation.SWAP;
    };
  }

  private static ItemSink[] sinks(InferModel model, FloatResults output) {
    return switch (model) {
      case ENC_S -> new ItemSink[] {output, new Unwanted()};
      case ENC_Z -> new ItemSink[] {new Unwanted(), output};
      case DEC, SWAP -> new ItemSink[] {output};
    };
  }

  /** Sound codes may be too large for a decoder; otherwise the version itself is at fault. */
  private static Supplier<RuntimeException> notFinite(InferModel model, VersionId version) {
    return () ->
        model == InferModel.DEC
            ? new InvalidInputException("inputs", "inputs are too large: they give no finite image")
            : new NotFiniteException(version);
  }

  /**
   * Checks the outputs that a request asks for, before the work for them is done.
   *
   * @throws InvalidInputException where the model does not give one, or it is asked for twice
   */
  private static void requireOutputs(InferModel model, List<InferRequestedOutputTensor> outputs) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < outputs.size(); i++) {
      InferRequestedOutputTensor output = outputs.get(i);
      String path = "outputs[" + i + "]";
      if (!output.getName().equals(model.output().name())) {
        throw new InvalidInputException(
            path + ".name",
            "%s.name must be %s, not '%s'"
                .formatted(path, model.output().name(), output.getName()));
      }
      if (!seen.add(output.getName())) {
        throw new InvalidInputException(
            path + ".name", "%s.name: '%s' came before".formatted(path, output.getName()));
      }
      InferParameters.requireSupported(path, output.getParametersMap());
    }
  }

  /** The answer, but for the values. */
  private static ModelInferResponse.Builder answer(
      ModelInferRequest request, InferModel model, VersionHandle version, int count) {
    Codec codec = version.codec();
    return ModelInferResponse.newBuilder()
        .setModelName(request.getModelName())
        .setModelVersion(Long.toString(version.id().version()))
        .setId(request.getId())
        .putParameters(
            InferParameters.LATENT_SPACE,
            InferParameter.newBuilder().setStringParam(codec.latentSpace()).build())
        .addOutputs(
            ModelInferResponse.InferOutputTensor.newBuilder()
                .setName(model.output().name())
                .setDatatype(TensorReader.FP32)
                .addShape(count)
                .addAllShape(model.output().itemShape(codec)));
  }

  /** An output that no one asked for. */
  private record Unwanted() implements ItemSink {
    @Override
    public void take(int item, float[] values) {
      // Nothing is kept.
    }

    @Override
    public boolean isCheap() {
      return true;
    }
  }
}
