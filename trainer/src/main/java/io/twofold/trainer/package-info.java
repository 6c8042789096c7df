/** A training run, from images to a published version: the composition of what is in here. */
@NullMarked
package io.twofold.trainer;

import org.jspecify.annotations.NullMarked;
