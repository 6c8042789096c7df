/** How the trainer's files come onto the disk: whole, or with the reason why not. */
@NullMarked
package io.twofold.trainer.disk;

import org.jspecify.annotations.NullMarked;
