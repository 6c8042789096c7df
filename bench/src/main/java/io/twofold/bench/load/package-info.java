/** Puts load on a server: closed and open loops, and what they measured. */
@NullMarked
package io.twofold.bench.load;

import org.jspecify.annotations.NullMarked;
