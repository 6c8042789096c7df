/** The training loop and its configuration. */
@NullMarked
package io.twofold.trainer.train;

import org.jspecify.annotations.NullMarked;
