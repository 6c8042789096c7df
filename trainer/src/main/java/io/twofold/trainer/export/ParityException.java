package io.twofold.trainer.export;

/** The exported graphs do not compute what the trained networks compute. */
public final class ParityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ParityException(String output, int batch, float difference, float allowed) {
    super(
        "nothing was published: at batch %d, %s differs by %s between ONNX Runtime and the trainer; %s is allowed"
            .formatted(batch, output, difference, allowed));
  }
}
