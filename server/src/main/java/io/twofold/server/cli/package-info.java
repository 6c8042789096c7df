/** The server's commands. */
@NullMarked
package io.twofold.server.cli;

import org.jspecify.annotations.NullMarked;
