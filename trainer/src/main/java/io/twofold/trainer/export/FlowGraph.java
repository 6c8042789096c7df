package io.twofold.trainer.export;

import io.twofold.trainer.model.StyleFlow;
import java.util.List;

/** A flow's two ways as nodes of a graph. */
final class FlowGraph {

  private final OnnxWriter writer;
  private final StyleFlow flow;
  private final String c;

  private FlowGraph(OnnxWriter writer, StyleFlow flow, String c) {
    this.writer = writer;
    this.flow = flow;
    this.c = c;
  }

  /**
   * Features to z.
   *
   * @param c the value that holds the labels' probabilities
   */
  static String toStyle(
      OnnxWriter writer, String features, String c, StyleFlow flow, String output) {
    return new FlowGraph(writer, flow, c).in(features, output);
  }

  /** z to features. */
  static String toFeatures(OnnxWriter writer, String z, String c, StyleFlow flow, String output) {
    return new FlowGraph(writer, flow, c).out(z, output);
  }

  private String in(String features, String output) {
    String centred = writer.node(Operator.SUB, "centred", List.of(features, mean()));
    String white =
        writer.node(Operator.MAT_MUL, "white", List.of(centred, square("whiten", flow.whiten())));
    List<String> halves = writer.halves("white", white, flow.dim() / 2);
    String a = halves.get(0);
    String b = halves.get(1);
    for (int i = 0; i < flow.couplings().size(); i++) {
      OnnxWriter scope = writer.scope("coupling" + i);
      List<String> scaleAndShift = coupling(scope, i, a);
      String scale = scope.node(Operator.EXP, "exp", List.of(scaleAndShift.get(0)));
      String scaled = scope.node(Operator.MUL, "scaled", List.of(b, scale));
      b = a;
      a = scope.node(Operator.ADD, "moved", List.of(scaled, scaleAndShift.get(1)));
    }
    return concat(a, b, output);
  }

  private String out(String z, String output) {
    List<String> halves = writer.halves("style", z, flow.dim() / 2);
    String a = halves.get(0);
    String b = halves.get(1);
    for (int i = flow.couplings().size() - 1; i >= 0; i--) {
      OnnxWriter scope = writer.scope("coupling" + i);
      List<String> scaleAndShift = coupling(scope, i, b);
      String shrink = scope.node(Operator.NEG, "negative", List.of(scaleAndShift.get(0)));
      String scale = scope.node(Operator.EXP, "exp", List.of(shrink));
      String shifted = scope.node(Operator.SUB, "shifted", List.of(a, scaleAndShift.get(1)));
      a = b;
      b = scope.node(Operator.MUL, "moved", List.of(shifted, scale));
    }
    String coloured =
        writer.node(
            Operator.MAT_MUL,
            "coloured",
            List.of(concat(a, b, "white"), square("colour", flow.colour())));
    return writer.node(Operator.ADD, output, List.of(coloured, mean()));
  }

  /** tanh r and t of a coupling. */
  private List<String> coupling(OnnxWriter scope, int index, String given) {
    String told =
        scope.node(Operator.CONCAT, "told", List.of(given, c), OnnxWriter.attribute("axis", 1));
    String both = NetworkGraph.of(scope, told, flow.couplings().get(index), "both");
    List<String> parts = scope.halves("both", both, flow.dim() / 2);
    return List.of(scope.node(Operator.TANH, "scale", List.of(parts.get(0))), parts.get(1));
  }

  private String concat(String a, String b, String output) {
    return writer.node(Operator.CONCAT, output, List.of(a, b), OnnxWriter.attribute("axis", 1));
  }

  private String mean() {
    return writer.constant("mean", flow.mean(), 1, flow.dim());
  }

  private String square(String name, float[] values) {
    return writer.constant(name, values, flow.dim(), flow.dim());
  }
}
