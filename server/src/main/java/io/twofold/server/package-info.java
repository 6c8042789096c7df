/** The composition root of the server. */
@NullMarked
package io.twofold.server;

import org.jspecify.annotations.NullMarked;
