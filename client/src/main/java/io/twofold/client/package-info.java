/** The client library. */
@NullMarked
package io.twofold.client;

import org.jspecify.annotations.NullMarked;
