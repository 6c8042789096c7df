/** How many calls a server works on at once: a limit that follows the latency it measures. */
@NullMarked
package io.twofold.server.admission;

import org.jspecify.annotations.NullMarked;
