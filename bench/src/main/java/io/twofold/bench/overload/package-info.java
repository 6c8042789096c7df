/** Puts far more load on a server than it can take, and looks whether it stands. */
@NullMarked
package io.twofold.bench.overload;

import org.jspecify.annotations.NullMarked;
