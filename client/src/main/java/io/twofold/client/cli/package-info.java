/** The client's commands; {@link io.twofold.client.cli.Main} runs them. */
@NullMarked
package io.twofold.client.cli;

import org.jspecify.annotations.NullMarked;
