/** What a trained model is worth, measured on held-out images. */
@NullMarked
package io.twofold.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
