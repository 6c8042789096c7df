/** Data sets made of a user's own image files. */
@NullMarked
package io.twofold.trainer.data.files;

import org.jspecify.annotations.NullMarked;
