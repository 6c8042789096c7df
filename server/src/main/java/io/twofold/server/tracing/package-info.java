/** What became of single calls, as spans of traces that callers began. */
@NullMarked
package io.twofold.server.tracing;

import org.jspecify.annotations.NullMarked;
