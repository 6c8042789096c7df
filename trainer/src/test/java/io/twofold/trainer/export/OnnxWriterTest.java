package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.twofold.codec.session.OnnxGraph;
import io.twofold.codec.session.Port;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxWriterTest {

  private final OnnxWriter writer = new OnnxWriter("test");

  @ParameterizedTest
  @CsvSource({
    "ADD, 1, 'Add takes 2 inputs, not [x]'",
    "ADD, 3, 'Add takes 2 inputs, not [x, x, x]'",
    "CONCAT, 0, 'Concat takes 1 or more inputs, not []'",
    "GEMM, 1, 'Gemm takes 2 to 3 inputs, not [x]'",
    "GEMM, 4, 'Gemm takes 2 to 3 inputs, not [x, x, x, x]'",
    "RELU, 2, 'Relu takes 1 inputs, not [x, x]'",
    "SLICE, 2, 'Slice takes 3 to 5 inputs, not [x, x]'"
  })
  void aNodeWithTooFewOrTooManyInputsIsRefused(Operator operator, int inputs, String message) {
    writer.input("x", 4);
    assertThatThrownBy(() -> writer.node(operator, "y", Collections.nCopies(inputs, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void twoValuesOfOneNameAreRefused() {
    writer.input("x", 4);
    assertThatThrownBy(() -> writer.node(Operator.RELU, "x", List.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph test has two values named 'x'");
    writer.scope("a").constant("w", new float[] {1}, 1);
    assertThatThrownBy(() -> writer.scope("a").constant("w", List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the graph test has two values named 'a/w'");
  }

  @Test
  void aConstantThatDoesNotFillItsShapeIsRefused() {
    assertThatThrownBy(() -> writer.constant("w", new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w of shape [2, 3] cannot hold 5 values");
  }

  @Test
  void scopesKeepTheNamesOfTwoNetworksApart() throws Exception {
    String x = writer.input("x", 4);
    String a = writer.scope("a").node(Operator.RELU, "y", List.of(x));
    String b = writer.scope("b").scope("c").node(Operator.TANH, "y", List.of(a));
    assertThat(List.of(a, b)).containsExactly("a/y", "b/c/y");
    ModelProto model = ModelProto.parseFrom(writer.toBytes(Map.of()));
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getName)
        .containsExactly("make_a/y", "make_b/c/y");
  }

  /** An affine coupling, as ONNX Runtime computes it: the second half moves by the first. */
  @Test
  void operatorsThatNoPlainNetworkUsesComputeWhatTheyAreNamedFor() throws Exception {
    String x = writer.input("x", 4);
    String first = writer.slice("first", x, 1, 0, 2);
    String second = writer.slice("second", x, 1, 2, 4);
    String least = writer.constant("least", new float[] {-1});
    String most = writer.constant("most", new float[] {1});
    String clipped = writer.node(Operator.CLIP, "clipped", List.of(first, least, most));
    String grown = writer.node(Operator.EXP, "grown", List.of(clipped));
    String moved = writer.node(Operator.MUL, "moved", List.of(second, grown));
    String joined =
        writer.node(
            Operator.CONCAT,
            "joined",
            List.of(first, moved, clipped),
            OnnxWriter.attribute("axis", 1));
    String order = writer.constant("order", List.of(5L, 0L, 3L));
    writer.node(Operator.GATHER, "y", List.of(joined, order), OnnxWriter.attribute("axis", 1));
    writer.output("y", 3);
    try (OnnxGraph graph =
        OnnxGraph.open(
            "test",
            writer.toBytes(Map.of()),
            List.of(new Port("x", new long[] {4})),
            List.of(new Port("y", new long[] {3})))) {
      float[] y = graph.run(2, new float[] {0.5f, 3, 1, 2, -2, -0.5f, 1, -2})[0];
      float[] expected = {1, 0.5f, 2 * (float) Math.E, -0.5f, -2, -2 * (float) Math.exp(-0.5)};
      assertThat(y).containsExactly(expected, within(1e-5f));
    }
  }
}
