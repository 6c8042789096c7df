/** Meter names, units and buckets, in one place. */
@NullMarked
package io.twofold.server.metrics;

import org.jspecify.annotations.NullMarked;
