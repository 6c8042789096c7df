package io.twofold.codec.session;

import org.jspecify.annotations.Nullable;

/** ONNX Runtime's native library cannot be loaded on this machine; the message says what helps. */
public final class OnnxUnavailableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  OnnxUnavailableException(@Nullable Throwable cause) {
    super(
        "ONNX Runtime's native library did not start: %s. It unpacks into %s, which must be writable and allow execution; -Donnxruntime.native.path=DIR names a folder that holds it unpacked"
            .formatted(cause, System.getProperty("java.io.tmpdir")),
        cause);
  }
}
