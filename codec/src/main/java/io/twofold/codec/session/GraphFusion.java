package io.twofold.codec.session;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins ONNX graphs into one, so that what would be several runs is one.
 *
 * <p>Parts are added in the order in which data flows. Each names some of its inputs and outputs
 * anew; where a part's input has the name of an earlier part's output, it is fed by that output,
 * and otherwise it is an input of the joined graph. Everything else in a part keeps its name behind
 * the part's own, as in {@code enc_s/hidden}. A constant that several parts have is there once, so
 * that ONNX Runtime finds work that two parts do alike, and does it once.
 *
 * <p>Source: the ONNX intermediate representation, <a
 * href="https://github.com/onnx/onnx/blob/main/docs/IR.md">IR.md</a>: values of a graph and of the
 * graphs inside its nodes share one name space; the empty name stands for an absent value.
 */
public final class GraphFusion {

  private final OnnxMl.GraphProto.Builder graph;
  private final Map<String, OnnxMl.ValueInfoProto> produced = new HashMap<>();
  private final Set<String> inputs = new HashSet<>();

  /** The names of constants, by what they hold. */
  private final Map<OnnxMl.TensorProto, String> contents = new HashMap<>();

  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private final Map<String, OnnxMl.FunctionProto> functions = new LinkedHashMap<>();
  private long irVersion;

  /**
   * @param name of the joined graph
   */
  public GraphFusion(String name) {
    graph = OnnxMl.GraphProto.newBuilder().setName(name);
  }

  /**
   * Adds a part.
   *
   * @param name what to call it in messages, such as {@code enc_s.onnx}
   * @param model the ONNX file's bytes
   * @param ports the joined graph's name for an input or output, by the part's
   * @throws GraphException where the bytes are no ONNX model, or its operators are of another
   *     version than an earlier part's
   */
  public GraphFusion add(String name, byte[] model, Map<String, String> ports)
      throws GraphException {
    OnnxMl.ModelProto part = parse(name, model);
    irVersion = Math.max(irVersion, part.getIrVersion());
    for (OnnxMl.OperatorSetIdProto opset : part.getOpsetImportList()) {
      Long before = opsets.putIfAbsent(domain(opset), opset.getVersion());
      if (before != null && before != opset.getVersion()) {
        throw new GraphException(
            "%s has operators of version %d, another graph of the bundle of version %d: they must agree"
                .formatted(name, opset.getVersion(), before));
      }
    }
    for (OnnxMl.FunctionProto function : part.getFunctionsList()) {
      OnnxMl.FunctionProto before =
          functions.putIfAbsent(function.getDomain() + "/" + function.getName(), function);
      if (before != null && !before.equals(function)) {
        throw new GraphException(
            "%s has another function '%s' than an earlier graph of the bundle"
                .formatted(name, function.getName()));
      }
    }
    add(part.getGraph(), new Names(name, ports));
    return this;
  }

  /**
   * The joined model.
   *
   * @param outputs names of parts' outputs that the joined graph has too
   * @throws GraphException where no part has an output of that name
   */
  public byte[] model(List<String> outputs) throws GraphException {
    for (String output : outputs) {
      OnnxMl.ValueInfoProto value = produced.get(output);
      if (value == null) {
        throw new GraphException("no graph of the bundle has the output '%s'".formatted(output));
      }
      graph.addOutput(value);
    }
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .setGraph(graph)
            .addAllFunctions(functions.values());
    opsets.forEach(
        (domain, version) ->
            model.addOpsetImport(
                OnnxMl.OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    return model.build().toByteArray();
  }

  private void add(OnnxMl.GraphProto part, Names names) {
    Map<String, String> known = known(part, names);
    OnnxMl.GraphProto renamed = names.with(known).in(part);
    Set<String> constants =
        part.getInitializerList().stream()
            .map(OnnxMl.TensorProto::getName)
            .collect(Collectors.toSet());
    for (int i = 0; i < part.getInputCount(); i++) {
      OnnxMl.ValueInfoProto input = renamed.getInput(i);
      if (!constants.contains(part.getInput(i).getName())
          && !produced.containsKey(input.getName())
          && inputs.add(input.getName())) {
        graph.addInput(input);
      }
    }
    for (int i = 0; i < part.getInitializerCount(); i++) {
      if (!known.containsKey(part.getInitializer(i).getName())) {
        graph.addInitializer(renamed.getInitializer(i));
      }
    }
    graph
        .addAllNode(renamed.getNodeList())
        .addAllSparseInitializer(renamed.getSparseInitializerList())
        .addAllQuantizationAnnotation(renamed.getQuantizationAnnotationList());
    renamed.getOutputList().forEach(output -> produced.put(output.getName(), output));
  }

  /** The names of a part's constants that an earlier part has too, by the part's own. */
  private Map<String, String> known(OnnxMl.GraphProto part, Names names) {
    Map<String, String> known = new HashMap<>();
    for (OnnxMl.TensorProto constant : part.getInitializerList()) {
      OnnxMl.TensorProto content = constant.toBuilder().clearName().build();
      String first = contents.putIfAbsent(content, names.of(constant.getName()));
      if (first != null) {
        known.put(constant.getName(), first);
      }
    }
    return known;
  }

  private static OnnxMl.ModelProto parse(String name, byte[] model) throws GraphException {
    try {
      return OnnxMl.ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new GraphException(name + " is not an ONNX model: " + e.getMessage(), e);
    }
  }

  /** The default domain has two spellings. */
  private static String domain(OnnxMl.OperatorSetIdProto opset) {
    return opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain();
  }

  /** What a part's names become. */
  private record Names(String part, Map<String, String> ports) {

    Names with(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(more);
      all.putAll(ports);
      return new Names(part, all);
    }

    OnnxMl.GraphProto in(OnnxMl.GraphProto graph) {
      OnnxMl.GraphProto.Builder renamed = graph.toBuilder();
      renamed.getNodeBuilderList().forEach(this::rename);
      renamed.getInitializerBuilderList().forEach(tensor -> tensor.setName(of(tensor.getName())));
      renamed
          .getSparseInitializerBuilderList()
          .forEach(tensor -> tensor.getValuesBuilder().setName(of(tensor.getValues().getName())));
      renamed
          .getQuantizationAnnotationBuilderList()
          .forEach(
              annotation -> {
                annotation.setTensorName(of(annotation.getTensorName()));
                annotation
                    .getQuantParameterTensorNamesBuilderList()
                    .forEach(entry -> entry.setValue(of(entry.getValue())));
              });
      renamed.getInputBuilderList().forEach(value -> value.setName(of(value.getName())));
      renamed.getOutputBuilderList().forEach(value -> value.setName(of(value.getName())));
      renamed.getValueInfoBuilderList().forEach(value -> value.setName(of(value.getName())));
      return renamed.build();
    }

    private void rename(OnnxMl.NodeProto.Builder node) {
      node.setName(of(node.getName()));
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, of(node.getInput(i)));
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, of(node.getOutput(i)));
      }
      for (OnnxMl.AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          attribute.setG(in(attribute.getG()));
        }
        for (int i = 0; i < attribute.getGraphsCount(); i++) {
          attribute.setGraphs(i, in(attribute.getGraphs(i)));
        }
      }
    }

    String of(String name) {
      @Nullable String port = ports.get(name);
      return port != null ? port : name.isEmpty() ? "" : part + "/" + name;
    }
  }
}
