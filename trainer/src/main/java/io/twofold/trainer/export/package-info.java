/** From trained networks to ONNX graphs and a published bundle. */
@NullMarked
package io.twofold.trainer.export;

import org.jspecify.annotations.NullMarked;
