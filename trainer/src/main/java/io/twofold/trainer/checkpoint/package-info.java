/** The state of a training run in a file, and how its parts are put in and taken out. */
@NullMarked
package io.twofold.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
