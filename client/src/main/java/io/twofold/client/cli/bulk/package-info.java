/** What long runs need: calls in flight, a journal to go on from, and progress. */
@NullMarked
package io.twofold.client.cli.bulk;

import org.jspecify.annotations.NullMarked;
