package io.twofold.server;

import com.google.protobuf.ByteString;
import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.Float32;
import io.twofold.inference.v1.InferParameter;
import io.twofold.inference.v1.InferTensorContents;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import java.util.List;

/** Requests of the Open Inference Protocol to a {@link TinyBundle}. */
final class Inferences {

  private Inferences() {}

  /** A request whose values are raw, a tensor at a time. */
  static ModelInferRequest raw(String model, List<InferInputTensor> inputs, float[]... values) {
    ModelInferRequest.Builder request =
        ModelInferRequest.newBuilder().setModelName(model).addAllInputs(inputs);
    for (float[] tensor : values) {
      request.addRawInputContents(Float32.toBytes(tensor));
    }
    return request.build();
  }

  /** A request whose values are typed, a tensor at a time. */
  static ModelInferRequest typed(String model, List<InferInputTensor> inputs, float[]... values) {
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
    for (int i = 0; i < inputs.size(); i++) {
      request.addInputs(inputs.get(i).toBuilder().setContents(contents(values[i])));
    }
    return request.build();
  }

  static InferInputTensor tensor(String name, long... shape) {
    InferInputTensor.Builder tensor =
        InferInputTensor.newBuilder().setName(name).setDatatype("FP32");
    for (long dimension : shape) {
      tensor.addShape(dimension);
    }
    return tensor.build();
  }

  static InferInputTensor images(String name, int count) {
    return tensor(name, count, 1, 4, 5);
  }

  static InferTensorContents contents(float[] values) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float value : values) {
      contents.addFp32Contents(value);
    }
    return contents.build();
  }

  static InferParameter parameter(String value) {
    return InferParameter.newBuilder().setStringParam(value).build();
  }

  static float[] floats(ByteString bytes) {
    return Float32.fromBytes(bytes);
  }
}
