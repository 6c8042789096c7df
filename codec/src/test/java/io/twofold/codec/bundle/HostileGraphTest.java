package io.twofold.codec.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.twofold.codec.Codec;
import io.twofold.codec.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files made to harm whoever loads them. */
class HostileGraphTest {

  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

  @TempDir Path repository;
  private final TinyBundle tiny = new TinyBundle("tiny", 1);

  @Test
  void aTensorInAnotherFileIsRefused() throws IOException {
    Files.write(repository.resolve("secret"), new byte[400]);
    for (boolean told : new boolean[] {true, false}) {
      refused(
          graph -> {
            TensorProto.Builder weight = graph.getInitializerBuilder(0).clearRawData();
            weight.addExternalData(entry("location", "../../secret"));
            if (told) {
              weight.setDataLocation(TensorProto.DataLocation.EXTERNAL);
            }
          },
          "keeps a tensor in another file");
    }
    refused(
        graph -> graph.getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL),
        "keeps a tensor in another file");
    refused(
        graph ->
            graph
                .getNodeBuilder(0)
                .addAttributeBuilder()
                .getTBuilder()
                .addExternalData(entry("location", "/etc/passwd")),
        "keeps a tensor in another file");
  }

  @Test
  void operatorsThatAreNotOnnxsAreRefused() throws IOException {
    refused(
        graph -> graph.getNodeBuilder(0).setDomain("com.example"),
        "uses operators of the domain 'com.example'");
    ModelProto imports =
        model().addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml")).build();
    refused(imports, "uses operators of the domain 'ai.onnx.ml'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loop",
        "If",
        "Scan",
        "ConstantOfShape",
        "Range",
        "Expand",
        "RandomNormal",
        "NoOp"
      })
  void operatorsThatMakeMuchFromLittleAreRefused(String operator) throws IOException {
    refused(
        graph -> graph.addNodeBuilder().setOpType(operator).addOutput("much"),
        "uses the operator '" + operator + "'");
  }

  @Test
  void graphsInsideNodesAreRefusedHoweverDeep() throws IOException {
    GraphProto inner = GraphProto.getDefaultInstance();
    for (int depth = 0; depth < 200; depth++) {
      inner =
          GraphProto.newBuilder()
              .addNode(
                  NodeProto.newBuilder()
                      .setOpType("Identity")
                      .addAttribute(AttributeProto.newBuilder().setG(inner)))
              .build();
    }
    GraphProto deepest = inner;
    refused(
        graph -> graph.getNodeBuilder(0).addAttributeBuilder().setG(deepest),
        "holds a graph inside a node");
    refused(
        graph -> graph.getNodeBuilder(0).addAttributeBuilder().addGraphs(deepest),
        "holds a graph inside a node");
  }

  @Test
  void functionsAndSparseTensorsAreRefused() throws IOException {
    refused(
        model().addFunctions(FunctionProto.newBuilder().setName("f")).build(),
        "holds functions of its own");
    refused(
        graph -> graph.addSparseInitializer(SparseTensorProto.newBuilder().addDims(1L << 40)),
        "holds a sparse tensor");
  }

  @Test
  void aTensorThatDeclaresMoreThanItHoldsIsRefused() throws IOException {
    String lies = "has a tensor that declares more values than it holds";
    refused(graph -> graph.addInitializer(tensor(1L << 40)), lies);
    refused(graph -> graph.addInitializer(tensor(1L << 32, 1L << 32)), lies);
    refused(graph -> graph.addInitializer(tensor(Long.MAX_VALUE, 3)), lies);
    refused(graph -> graph.addInitializer(tensor(-1)), "has a tensor of a negative dimension");
    refused(
        graph -> graph.addInitializer(TensorProto.newBuilder().addAllDims(ones(17))),
        "has a tensor of more than 16 dimensions");
    refused(graph -> graph.getNodeBuilder(0).addAttributeBuilder().setT(tensor(1L << 40)), lies);
  }

  @Test
  void twoSmallTensorsWithAHugeProductAreRefusedByOnnxRuntime() throws IOException {
    int side = 1 << 21;
    Path huge =
        publish(
            graph -> {
              byte[] zeros = new byte[side * Float.BYTES];
              graph.addInitializer(tensor(side, 1).setName("column").setRawData(bytes(zeros)));
              graph.addInitializer(tensor(1, side).setName("row").setRawData(bytes(zeros)));
              graph
                  .addNodeBuilder()
                  .setOpType("Add")
                  .addInput("column")
                  .addInput("row")
                  .addOutput("huge");
              graph.addNodeBuilder().setOpType("ReduceMax").addInput("huge").addOutput("most");
            });
    assertThatThrownBy(() -> Codec.open(huge))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("the golden vectors cannot be run")
        .hasMessageContaining("Failed to allocate memory");
  }

  @Test
  void manyNodesAreRefused() throws IOException {
    ByteString nothing = ByteString.copyFrom(new byte[] {0x0A, 0});
    ByteString nodes = ByteString.copyFrom(repeated(nothing.toByteArray(), 100_001));
    ModelProto many = ModelProto.newBuilder().setGraph(GraphProto.parseFrom(nodes)).build();
    refused(many, "has more than 100000 nodes");
  }

  @Test
  void groupsThatNestAreRefused() throws IOException {
    byte[] groups = new byte[1 << 20];
    Arrays.fill(groups, (byte) 0x1B);
    Path folder = publish(groups);
    assertThatThrownBy(() -> Codec.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("dec.onnx is not an ONNX model");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = model().build().toByteArray();
    for (int length = 0; length < whole.length; length += 11) {
      Path folder = publish(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Codec.open(folder))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(BundleException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist/1", "mnist/2"})
  void theModelsThatAreShippedPass(String version) {
    Path models = Path.of(System.getProperty("twofold.root"), "models");
    assertThatCode(() -> Bundle.read(models.resolve(version))).doesNotThrowAnyException();
  }

  private ModelProto.Builder model() throws IOException {
    return ModelProto.parseFrom(tiny.files().get(Bundle.DEC)).toBuilder();
  }

  private void refused(Consumer<GraphProto.Builder> change, String reason) throws IOException {
    ModelProto.Builder model = model();
    change.accept(model.getGraphBuilder());
    refused(model.build(), reason);
  }

  private void refused(ModelProto model, String reason) throws IOException {
    Path folder = publish(model.toByteArray());
    assertThatThrownBy(() -> Codec.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("dec.onnx " + reason);
  }

  private Path publish(Consumer<GraphProto.Builder> change) throws IOException {
    ModelProto.Builder model = model();
    change.accept(model.getGraphBuilder());
    return publish(model.build().toByteArray());
  }

  private Path publish(byte[] decoder) throws IOException {
    Map<String, byte[]> files = new HashMap<>(tiny.files());
    files.put(Bundle.DEC, decoder);
    try (StagedBundle staged = StagedBundle.write(repository, tiny.manifest(), files)) {
      return staged.publish();
    }
  }

  private static TensorProto.Builder tensor(long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName("extra").setDataType(FLOAT);
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor;
  }

  private static List<Long> ones(int count) {
    return Collections.nCopies(count, 1L);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static ByteString bytes(byte[] values) {
    return ByteString.copyFrom(values);
  }

  private static byte[] repeated(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    assertThat(all).hasSize(part.length * times);
    return all;
  }
}
