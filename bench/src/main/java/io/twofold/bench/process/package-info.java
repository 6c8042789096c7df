/** Servers as processes of their own, and what they use of the machine. */
@NullMarked
package io.twofold.bench.process;

import org.jspecify.annotations.NullMarked;
