/** ONNX Runtime: the only code that touches {@code ai.onnxruntime}. */
@NullMarked
package io.twofold.codec.session;

import org.jspecify.annotations.NullMarked;
