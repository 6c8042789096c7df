/** The trainer's commands. */
@NullMarked
package io.twofold.trainer.cli;

import org.jspecify.annotations.NullMarked;
