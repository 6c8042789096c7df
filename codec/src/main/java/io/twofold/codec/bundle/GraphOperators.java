package io.twofold.codec.bundle;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operators that a graph of a bundle may use.
 *
 * <p>They compute values from values. Operators that run graphs, that draw random numbers, or whose
 * output is as large as a number in their input says are not among them.
 *
 * <p>Source: <a href="https://github.com/onnx/onnx/blob/main/docs/Operators.md">Operators.md</a>.
 */
final class GraphOperators {

  private static final String ARITHMETIC =
      "Abs Add Ceil Clip Cos Div Erf Exp Floor Log Max Mean Min Mod Mul Neg Pow Reciprocal Round"
          + " Sign Sin Sqrt Sub Sum Tan";

  private static final String COMPARISONS =
      "And Cast Equal Greater GreaterOrEqual IsNaN Less LessOrEqual Not Or Where Xor";

  private static final String ACTIVATIONS =
      "Celu Elu Gelu HardSigmoid HardSwish LeakyRelu LogSoftmax Mish PRelu Relu Selu Sigmoid"
          + " Softmax Softplus Softsign Swish Tanh";

  private static final String LINEAR_MAPS = "Conv ConvTranspose Einsum Gemm MatMul";

  private static final String POOLS_AND_NORMS =
      "AveragePool BatchNormalization GlobalAveragePool GlobalMaxPool GroupNormalization"
          + " InstanceNormalization LRN LayerNormalization LpNormalization MaxPool"
          + " MeanVarianceNormalization RMSNormalization";

  private static final String REDUCTIONS =
      "ArgMax ArgMin CumSum ReduceL1 ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin"
          + " ReduceProd ReduceSum ReduceSumSquare";

  private static final String SHAPES =
      "Concat Constant DepthToSpace Dropout Flatten Gather GatherElements Identity Reshape Shape"
          + " Slice SpaceToDepth Split Squeeze Transpose Unsqueeze";

  static final Set<String> ALLOWED =
      Stream.of(
              ARITHMETIC,
              COMPARISONS,
              ACTIVATIONS,
              LINEAR_MAPS,
              POOLS_AND_NORMS,
              REDUCTIONS,
              SHAPES)
          .flatMap(Pattern.compile(" ")::splitAsStream)
          .collect(Collectors.toUnmodifiableSet());

  private GraphOperators() {}
}
