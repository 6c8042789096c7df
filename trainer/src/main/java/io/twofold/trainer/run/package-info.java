/** The folder of a training run: its configuration, its metrics by epoch and its checkpoints. */
@NullMarked
package io.twofold.trainer.run;

import org.jspecify.annotations.NullMarked;
