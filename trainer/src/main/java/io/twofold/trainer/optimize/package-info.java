/** Optimizers whose state can be saved: each steps a list of parameters in one pass over memory. */
@NullMarked
package io.twofold.trainer.optimize;

import org.jspecify.annotations.NullMarked;
