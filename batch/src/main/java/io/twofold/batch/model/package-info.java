/** A bundle on its way to the executors: packed once, verified and opened once on each. */
@NullMarked
package io.twofold.batch.model;

import org.jspecify.annotations.NullMarked;
