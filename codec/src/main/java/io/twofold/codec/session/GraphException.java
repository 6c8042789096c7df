package io.twofold.codec.session;

/** ONNX Runtime refused a graph, or the graph is not what it was said to be. */
public final class GraphException extends Exception {

  private static final long serialVersionUID = 1L;

  GraphException(String message) {
    super(message);
  }

  GraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
