/** The networks, as DJL blocks. */
@NullMarked
package io.twofold.trainer.model;

import org.jspecify.annotations.NullMarked;
