/** Measures the server beside what bounds it from below, and beside a naive one. */
@NullMarked
package io.twofold.bench.floor;

import org.jspecify.annotations.NullMarked;
