package io.twofold.codec.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import io.twofold.codec.TinyGraphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphFusionTest {

  private static final int OPSET = 17;
  private static final Port X = new Port("x", new long[] {2});

  @Test
  void aPartIsFedByTheOutputOfAnEarlierOneAndNamesDoNotMeet() throws Exception {
    byte[] joined =
        new GraphFusion("both")
            .add("first", graph("Neg", OPSET), Map.of("x", "in", "y", "middle"))
            .add("second", graph("Exp", OPSET), Map.of("x", "middle", "y", "out"))
            .model(List.of("out"));
    assertThat(run(joined, "in", List.of("out"))[0])
        .containsExactly(
            new float[] {(float) Math.exp(-1), (float) Math.exp(2), 1, (float) Math.exp(-0.5)},
            within(1e-6f));
  }

  @Test
  void oneInputFeedsTwoPartsAndBothOutputsAreKept() throws Exception {
    byte[] joined =
        new GraphFusion("both")
            .add("first", graph("Neg", OPSET), Map.of("x", "in", "y", "left"))
            .add("second", graph("Abs", OPSET), Map.of("x", "in", "y", "right"))
            .model(List.of("left", "right"));
    float[][] outputs = run(joined, "in", List.of("left", "right"));
    assertThat(outputs[0]).containsExactly(-1, 2, -0f, -0.5f);
    assertThat(outputs[1]).containsExactly(1, 2, 0, 0.5f);
  }

  /** The graph inside an If refers to values outside of it: both are named anew. */
  @Test
  void graphsInsideOfNodesAreNamedAnewToo() throws Exception {
    byte[] joined =
        new GraphFusion("both")
            .add("first", conditional(), Map.of("x", "in", "y", "middle"))
            .add("second", conditional(), Map.of("x", "middle", "y", "out"))
            .model(List.of("out"));
    assertThat(run(joined, "in", List.of("out"))[0]).containsExactly(1, -2, 0, 0.5f);
  }

  @Test
  void aConstantThatTwoPartsHaveIsThereOnce() throws Exception {
    byte[] joined =
        new GraphFusion("both")
            .add("first", conditional(), Map.of("x", "in", "y", "middle"))
            .add("second", conditional(), Map.of("x", "middle", "y", "out"))
            .model(List.of("out"));
    assertThat(OnnxMl.ModelProto.parseFrom(joined).getGraph().getInitializerList())
        .extracting(OnnxMl.TensorProto::getName)
        .containsExactly("first/yes");
  }

  @Test
  void operatorsOfTwoVersionsAreRefused() throws Exception {
    GraphFusion fusion =
        new GraphFusion("both").add("first", graph("Neg", 17), Map.of("x", "in", "y", "middle"));
    assertThatThrownBy(() -> fusion.add("second.onnx", graph("Exp", 13), Map.of()))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "second.onnx has operators of version 13, another graph of the bundle of version 17: they must agree");
  }

  @Test
  void bytesThatAreNoModelAndOutputsThatNoPartHasAreRefused() {
    assertThatThrownBy(() -> new GraphFusion("one").add("bad.onnx", new byte[] {1, 2}, Map.of()))
        .isInstanceOf(GraphException.class)
        .hasMessageStartingWith("bad.onnx is not an ONNX model: ");
    assertThatThrownBy(
            () ->
                new GraphFusion("one")
                    .add("first", graph("Neg", OPSET), Map.of())
                    .model(List.of("other")))
        .isInstanceOf(GraphException.class)
        .hasMessage("no graph of the bundle has the output 'other'");
  }

  private static float[][] run(byte[] model, String input, List<String> outputs)
      throws GraphException {
    List<Port> ports = outputs.stream().map(name -> new Port(name, X.itemShape())).toList();
    try (OnnxGraph graph =
        OnnxGraph.open("joined", model, List.of(new Port(input, X.itemShape())), ports)) {
      return graph.run(2, new float[] {1, -2, 0, 0.5f});
    }
  }

  /** y = operator(x), by way of a value named {@code hidden}. */
  private static byte[] graph(String operator, long opset) {
    return TinyGraphs.model(
        OnnxMl.GraphProto.newBuilder()
            .setName(operator)
            .addNode(TinyGraphs.node("Identity", List.of("x"), "hidden"))
            .addNode(TinyGraphs.node(operator, List.of("hidden"), "y"))
            .addInput(TinyGraphs.port("x", 2))
            .addOutput(TinyGraphs.port("y", 2)),
        opset);
  }

  /** y = if true then −hidden else hidden, with hidden = x. */
  private static byte[] conditional() {
    OnnxMl.TensorProto yes =
        OnnxMl.TensorProto.newBuilder()
            .setName("yes")
            .setDataType(OnnxMl.TensorProto.DataType.BOOL.getNumber())
            .addInt32Data(1)
            .build();
    OnnxMl.NodeProto choice =
        TinyGraphs.node("If", List.of("yes"), "y").toBuilder()
            .addAttribute(branch("then_branch", "Neg"))
            .addAttribute(branch("else_branch", "Identity"))
            .build();
    return TinyGraphs.model(
        OnnxMl.GraphProto.newBuilder()
            .setName("conditional")
            .addNode(TinyGraphs.node("Identity", List.of("x"), "hidden"))
            .addNode(choice)
            .addInitializer(yes)
            .addInput(TinyGraphs.port("x", 2))
            .addOutput(TinyGraphs.port("y", 2)),
        OPSET);
  }

  private static OnnxMl.AttributeProto branch(String name, String operator) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
        .setG(
            OnnxMl.GraphProto.newBuilder()
                .setName(name)
                .addNode(TinyGraphs.node(operator, List.of("hidden"), "chosen"))
                .addOutput(TinyGraphs.port("chosen", 2)))
        .build();
  }
}
