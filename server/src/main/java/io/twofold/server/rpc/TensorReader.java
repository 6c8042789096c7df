package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.inference.v1.InferTensorContents;
import io.twofold.inference.v1.ModelInferRequest;
import io.twofold.inference.v1.ModelInferRequest.InferInputTensor;
import io.twofold.server.batching.ItemSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the input tensors of an inference request, or says what is wrong with them. */
final class TensorReader {

  /** The one data type that a model takes and gives. */
  static final String FP32 = "FP32";

  /** Dimensions of a wrong shape that are told; there may be any number. */
  private static final int MOST_DIMENSIONS = 8;

  private static final InferTensorContents NO_CONTENTS = InferTensorContents.getDefaultInstance();

  /**
   * The inputs of a call, whose values are checked as they are read.
   *
   * @param count items in each
   * @param items in the model's order
   */
  record Inputs(int count, ItemSource[] items) {}

  private final CallLimits limits;

  TensorReader(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads every input that a model needs.
   *
   * @throws InvalidInputException where they are not the model's
   */
  Inputs read(InferModel model, Codec codec, ModelInferRequest request) {
    boolean raw = requireOneForm(request);
    @Nullable ItemSource[] items = new ItemSource[model.inputs().size()];
    int count = 0;
    for (int i = 0; i < request.getInputsCount(); i++) {
      InferInputTensor tensor = request.getInputs(i);
      String path = "inputs[" + i + "]";
      int at = requireExpected(path, tensor, model, items);
      TensorSpec spec = model.inputs().get(at);
      int batch = requireShape(path, tensor, spec, codec);
      if (count != 0 && batch != count) {
        throw invalid(
            path + ".shape",
            "must have the batch %d of the inputs before it, not %d".formatted(count, batch));
      }
      count = batch;
      int size = spec.itemSize(codec);
      ByteString values =
          raw
              ? requireBytes(i, request.getRawInputContents(i), (long) count * size)
              : requireFloats(path, tensor.getContents(), (long) count * size);
      items[at] = items(path, spec, values, size);
    }
    return new Inputs(count, requireAll(model, items));
  }

  /** Whether values are raw; they come in one form or the other. */
  private static boolean requireOneForm(ModelInferRequest request) {
    int raw = request.getRawInputContentsCount();
    if (raw == 0) {
      return false;
    }
    if (raw != request.getInputsCount()) {
      throw invalid(
          "raw_input_contents",
          "must hold the values of each input or of none: %d came with %d inputs"
              .formatted(raw, request.getInputsCount()));
    }
    for (int i = 0; i < request.getInputsCount(); i++) {
      if (request.getInputs(i).hasContents()) {
        throw invalid("inputs[" + i + "].contents", "must be left out: raw_input_contents came");
      }
    }
    return true;
  }

  private static int requireExpected(
      String path, InferInputTensor tensor, InferModel model, @Nullable ItemSource[] items) {
    int at = model.indexOfInput(tensor.getName());
    if (at < 0) {
      throw invalid(
          path + ".name",
          "must be one of %s, not '%s'".formatted(model.inputNames(), tensor.getName()));
    }
    if (items[at] != null) {
      throw invalid(path + ".name", "'%s' came before".formatted(tensor.getName()));
    }
    if (!tensor.getDatatype().equals(FP32)) {
      throw invalid(
          path + ".datatype", "must be %s, not '%s'".formatted(FP32, tensor.getDatatype()));
    }
    InferParameters.requireSupported(path, tensor.getParametersMap());
    return at;
  }

  /** The batch of a tensor whose shape is the model's; images may be flat. */
  private int requireShape(String path, InferInputTensor tensor, TensorSpec spec, Codec codec) {
    List<Long> shape = tensor.getShapeList();
    List<Long> item = spec.itemShape(codec);
    List<Long> flat = List.of((long) spec.itemSize(codec));
    List<Long> sent = shape.isEmpty() ? shape : shape.subList(1, shape.size());
    if (shape.isEmpty() || shape.get(0) < 1 || !(sent.equals(item) || sent.equals(flat))) {
      String expected = item.equals(flat) ? batched(item) : batched(item) + " or " + batched(flat);
      throw invalid(
          path + ".shape",
          "must be %s with a batch of at least 1, not %s"
              .formatted(expected, shape.subList(0, Math.min(MOST_DIMENSIONS, shape.size()))));
    }
    return limits.requireCount(path + ".shape", shape.get(0), codec.shape());
  }

  private static String batched(List<Long> item) {
    return item.stream().map(String::valueOf).collect(Collectors.joining(", ", "[batch, ", "]"));
  }

  private static ByteString requireBytes(int index, ByteString bytes, long values) {
    if (bytes.size() != values * Float.BYTES) {
      throw invalid(
          "raw_input_contents[" + index + "]",
          "of %d values needs %d bytes, not %d"
              .formatted(values, values * Float.BYTES, bytes.size()));
    }
    return bytes;
  }

  private static ByteString requireFloats(String path, InferTensorContents contents, long values) {
    if (!contents.toBuilder().clearFp32Contents().build().equals(NO_CONTENTS)) {
      throw invalid(path + ".contents", "must hold fp32_contents and nothing else");
    }
    int count = contents.getFp32ContentsCount();
    if (count != values) {
      throw invalid(
          path + ".contents.fp32_contents",
          "must hold the %d values of the shape, not %d".formatted(values, count));
    }
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(contents.getFp32Contents(i));
    }
    return UnsafeByteOperations.unsafeWrap(bytes.flip());
  }

  private static ItemSource items(String path, TensorSpec spec, ByteString values, int size) {
    return switch (spec.kind()) {
      case IMAGES -> FloatItems.pixels(path, values, size);
      case S, Z -> FloatItems.codes(path, values, size);
    };
  }

  private static ItemSource[] requireAll(InferModel model, @Nullable ItemSource[] items) {
    ItemSource[] all = new ItemSource[items.length];
    for (int i = 0; i < items.length; i++) {
      ItemSource item = items[i];
      if (item == null) {
        throw invalid("inputs", "must hold '%s'".formatted(model.inputs().get(i).name()));
      }
      all[i] = item;
    }
    return all;
  }

  private static InvalidInputException invalid(String field, String what) {
    return new InvalidInputException(field, field + " " + what);
  }
}
