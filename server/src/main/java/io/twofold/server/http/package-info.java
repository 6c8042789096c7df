/** The HTTP port: metrics and health. */
@NullMarked
package io.twofold.server.http;

import org.jspecify.annotations.NullMarked;
