/** From calls to batches and back: bounded queues, batching without waiting, worker threads. */
@NullMarked
package io.twofold.server.batching;

import org.jspecify.annotations.NullMarked;
