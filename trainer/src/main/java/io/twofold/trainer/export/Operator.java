package io.twofold.trainer.export;

import java.util.List;

/** ONNX operators of the opset in use, and how many inputs each takes. */
enum Operator {
  ADD("Add", 2, 2),
  CLIP("Clip", 1, 3),
  CONCAT("Concat", 1, Integer.MAX_VALUE),
  CONV("Conv", 2, 3),
  CONV_TRANSPOSE("ConvTranspose", 2, 3),
  DIV("Div", 2, 2),
  EXP("Exp", 1, 1),
  FLATTEN("Flatten", 1, 1),
  GATHER("Gather", 2, 2),
  GEMM("Gemm", 2, 3),
  LEAKY_RELU("LeakyRelu", 1, 1),
  MAT_MUL("MatMul", 2, 2),
  MUL("Mul", 2, 2),
  NEG("Neg", 1, 1),
  RELU("Relu", 1, 1),
  RESHAPE("Reshape", 2, 2),
  SIGMOID("Sigmoid", 1, 1),
  SIN("Sin", 1, 1),
  SLICE("Slice", 3, 5),
  SOFTMAX("Softmax", 1, 1),
  SPLIT("Split", 1, 2),
  SUB("Sub", 2, 2),
  TANH("Tanh", 1, 1),
  TRANSPOSE("Transpose", 1, 1);

  private final String onnxName;
  private final int fewest;
  private final int most;

  Operator(String onnxName, int fewest, int most) {
    this.onnxName = onnxName;
    this.fewest = fewest;
    this.most = most;
  }

  /** The operator's name in ONNX. */
  String onnxName() {
    return onnxName;
  }

  /**
   * Checks a node's inputs.
   *
   * @throws IllegalArgumentException where there are more or fewer than the operator takes
   */
  void requireArity(List<String> inputs) {
    if (inputs.size() < fewest || inputs.size() > most) {
      String range =
          most == Integer.MAX_VALUE
              ? fewest + " or more"
              : fewest == most ? Integer.toString(most) : fewest + " to " + most;
      throw new IllegalArgumentException(
          "%s takes %s inputs, not %s".formatted(onnxName, range, inputs));
    }
  }
}
