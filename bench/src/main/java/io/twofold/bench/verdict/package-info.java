/** Measured figures beside the figures they are to reach. */
@NullMarked
package io.twofold.bench.verdict;

import org.jspecify.annotations.NullMarked;
