package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.codec.bundle.Versions;
import io.twofold.trainer.model.NetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnx.ModelProto;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference checker of the ONNX project, with shape inference; its natives are for amd64. */
@EnabledOnOs(architectures = "amd64")
class OnnxCheckTest {

  private static final List<String> GRAPHS = List.of(Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC);

  private static Map<String, byte[]> digits;
  private static Map<String, byte[]> colours;
  private static Map<String, byte[]> convolutions;

  @BeforeAll
  static void export() throws IOException {
    try (SmallModel digit = SmallModel.digits(1);
        SmallModel colour = SmallModel.colour(1);
        SmallModel convolutional = SmallModel.convolutional(3, 9, 13)) {
      digits = OnnxGraphs.of(digit.nets(), Map.of("recipe", "seed"));
      colours = OnnxGraphs.of(colour.nets(), Map.of());
      convolutions = OnnxGraphs.of(convolutional.nets(), Map.of());
    }
  }

  @AfterAll
  static void forget() {
    digits = Map.of();
    colours = Map.of();
    convolutions = Map.of();
  }

  @ParameterizedTest
  @ValueSource(strings = {Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC})
  void exportedGraphsPass(String graph) {
    assertThatCode(() -> check(graph(digits, graph))).doesNotThrowAnyException();
    assertThatCode(() -> check(graph(colours, graph))).doesNotThrowAnyException();
    assertThatCode(() -> check(graph(convolutions, graph))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"SINGLE, MLP", "SINGLE, CONV", "MULTI, MLP", "MULTI, CONV"})
  void graphsWithAFlowPass(LabelKind labels, NetKind net) throws IOException {
    try (FlowModel model = FlowModel.of(labels, net)) {
      Map<String, byte[]> graphs = OnnxGraphs.of(model.nets(), Map.of("recipe", "strong"));
      assertThat(graphs).containsOnlyKeys(GRAPHS);
      for (String name : GRAPHS) {
        assertThatCode(() -> check(graph(graphs, name))).as(name).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aConvolutionWithOtherPaddingMakesOtherShapesAndFails() throws IOException {
    OnnxMl.ModelProto.Builder broken =
        OnnxMl.ModelProto.parseFrom(graph(convolutions, Bundle.DEC)).toBuilder();
    OnnxMl.AttributeProto.Builder pads =
        broken.getGraphBuilder().getNodeBuilderList().stream()
            .filter(node -> node.getOpType().equals("ConvTranspose"))
            .reduce((first, second) -> second)
            .orElseThrow()
            .getAttributeBuilderList()
            .stream()
            .filter(attribute -> attribute.getName().equals("pads"))
            .findFirst()
            .orElseThrow();
    pads.setInts(2, pads.getInts(2) + 1);
    assertThatThrownBy(() -> check(broken.build().toByteArray()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(
            "Inferred shape and existing shape differ in dimension 2: (8) vs (9)");
  }

  @ParameterizedTest
  @ValueSource(strings = {Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC})
  void aGraphWhoseGemmReadsWhatNoNodeMakesFails(String graph) throws IOException {
    OnnxMl.ModelProto.Builder broken =
        OnnxMl.ModelProto.parseFrom(graph(digits, graph)).toBuilder();
    OnnxMl.NodeProto.Builder gemm =
        broken.getGraphBuilder().getNodeBuilderList().stream()
            .filter(node -> node.getOpType().equals("Gemm"))
            .findFirst()
            .orElseThrow();
    gemm.setInput(0, "nobody");
    assertThatThrownBy(() -> check(broken.build().toByteArray()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void aGraphThatMakesOtherShapesThanItDeclaresFails() throws IOException {
    OnnxMl.ModelProto.Builder broken =
        OnnxMl.ModelProto.parseFrom(graph(digits, Bundle.ENC_S)).toBuilder();
    broken
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(7);
    assertThatThrownBy(() -> check(broken.build().toByteArray()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(
            "Inferred shape and existing shape differ in dimension 1: (4) vs (7)");
  }

  @Test
  void anOperatorThatOnnxDoesNotKnowFails() throws IOException {
    OnnxMl.ModelProto.Builder broken =
        OnnxMl.ModelProto.parseFrom(graph(digits, Bundle.DEC)).toBuilder();
    broken.getGraphBuilder().getNodeBuilder(0).setOpType("Concatenate");
    assertThatThrownBy(() -> check(broken.build().toByteArray()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("Concatenate");
  }

  @ParameterizedTest
  @MethodSource("shippedVersions")
  void shippedGraphsPassAndEqualTheTrainer(Path version) throws IOException {
    try (Codec codec = Codec.open(version)) {
      assertThat(codec.requireGoldenParity()).isLessThanOrEqualTo(ParityGate.TOLERANCE);
    }
    Bundle bundle = Bundle.read(version);
    for (String name : GRAPHS) {
      byte[] graph = bundle.graph(name);
      assertThatCode(() -> check(graph)).as(name).doesNotThrowAnyException();
    }
  }

  static List<Path> shippedVersions() throws IOException {
    List<Path> versions = new ArrayList<>();
    for (Path model : folders(models())) {
      for (long version : Versions.list(model)) {
        versions.add(model.resolve(Long.toString(version)));
      }
    }
    return versions;
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Path models() {
    return Path.of(System.getProperty("twofold.root", "..")).resolve("models");
  }

  private static byte[] graph(Map<String, byte[]> graphs, String name) {
    byte[] bytes = graphs.get(name);
    if (bytes == null) {
      throw new AssertionError("there is no " + name);
    }
    return bytes;
  }

  /** Throws a RuntimeException with the checker's words where the model is not valid ONNX. */
  private static void check(byte[] bytes) throws InvalidProtocolBufferException {
    try (BytePointer pointer = new BytePointer(bytes);
        ModelProto model = new ModelProto()) {
      if (!onnx.ParseProtoFromBytes(model, pointer, bytes.length)) {
        throw new InvalidProtocolBufferException("not an ONNX model");
      }
      onnx.check_model(model, true, false, false);
    }
  }
}
