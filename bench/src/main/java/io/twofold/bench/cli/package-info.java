/** {@code ./twofold bench}; {@link io.twofold.bench.cli.Main} runs it. */
@NullMarked
package io.twofold.bench.cli;

import org.jspecify.annotations.NullMarked;
