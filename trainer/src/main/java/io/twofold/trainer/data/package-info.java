/** Sources of labelled images, and seeded batches drawn from them. */
@NullMarked
package io.twofold.trainer.data;

import org.jspecify.annotations.NullMarked;
