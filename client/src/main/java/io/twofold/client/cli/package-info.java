/** The client's commands. */
@NullMarked
package io.twofold.client.cli;

import org.jspecify.annotations.NullMarked;
