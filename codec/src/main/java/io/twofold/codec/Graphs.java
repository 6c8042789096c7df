package io.twofold.codec;

import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.session.GraphException;
import io.twofold.codec.session.GraphFusion;
import io.twofold.codec.session.OnnxGraph;
import io.twofold.codec.session.Port;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of a bundle in ONNX Runtime: one for each operation, joined from the bundle's three.
 */
final class Graphs implements AutoCloseable {

  private final Map<Operation, OnnxGraph> graphs = new EnumMap<>(Operation.class);

  private Graphs() {}

  /**
   * Opens the graphs.
   *
   * @throws BundleException where ONNX Runtime refuses one, or its inputs and outputs are not those
   *     that the manifest promises
   */
  static Graphs open(Bundle bundle) throws BundleException {
    Graphs opened = new Graphs();
    try {
      opened.openAll(bundle);
      return opened;
    } catch (GraphException e) {
      opened.close();
      throw new BundleException(bundle.folder(), e.getMessage(), e);
    } catch (BundleException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  OnnxGraph of(Operation operation) {
    OnnxGraph graph = graphs.get(operation);
    if (graph == null) {
      throw new IllegalStateException("no graph for " + operation);
    }
    return graph;
  }

  /** Frees each graph as soon as no batch of it is borrowed. */
  @Override
  public void close() {
    graphs.values().forEach(OnnxGraph::close);
  }

  private void openAll(Bundle bundle) throws BundleException, GraphException {
    ImageShape shape = bundle.shape();
    long[] image = {shape.channels(), shape.height(), shape.width()};
    Port x = new Port("x", image);
    Port s = new Port("s", new long[] {bundle.manifest().getDimS()});
    Port z = new Port("z", new long[] {bundle.manifest().getDimZ()});
    Port xHat = new Port("x_hat", image);
    byte[] encS = bundle.graph(Bundle.ENC_S);
    byte[] encZ = bundle.graph(Bundle.ENC_Z);
    byte[] dec = bundle.graph(Bundle.DEC);

    graphs.put(Operation.DECODE, OnnxGraph.open(Bundle.DEC, dec, List.of(s, z), List.of(xHat)));
    requireSound(Bundle.ENC_S, encS, x, s);
    requireSound(Bundle.ENC_Z, encZ, x, z);
    byte[] encode =
        new GraphFusion("encode")
            .add(Bundle.ENC_S, encS, Map.of("x", "x", "s", "s"))
            .add(Bundle.ENC_Z, encZ, Map.of("x", "x", "z", "z"))
            .model(List.of("s", "z"));
    graphs.put(
        Operation.ENCODE, OnnxGraph.open("encode, joined", encode, List.of(x), List.of(s, z)));
    byte[] swap =
        new GraphFusion("swap")
            .add(Bundle.ENC_S, encS, Map.of("x", "content", "s", "s"))
            .add(Bundle.ENC_Z, encZ, Map.of("x", "style", "z", "z"))
            .add(Bundle.DEC, dec, Map.of("s", "s", "z", "z", "x_hat", "x_hat"))
            .model(List.of("x_hat"));
    graphs.put(
        Operation.SWAP,
        OnnxGraph.open(
            "swap, joined",
            swap,
            List.of(new Port("content", image), new Port("style", image)),
            List.of(xHat)));
  }

  /** Opens an encoder by itself, so that a fault in it is told by its own name. */
  private static void requireSound(String name, byte[] encoder, Port x, Port code)
      throws GraphException {
    OnnxGraph.open(name, encoder, List.of(x), List.of(code)).close();
  }
}
