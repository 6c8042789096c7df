/** One objective a file: formula, shapes, paper. */
@NullMarked
package io.twofold.trainer.loss;

import org.jspecify.annotations.NullMarked;
