/**
 * The client library: {@link io.twofold.client.TwofoldClient} and the values it takes and returns.
 */
@NullMarked
package io.twofold.client;

import org.jspecify.annotations.NullMarked;
