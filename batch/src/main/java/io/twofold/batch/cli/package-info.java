/** {@code ./twofold bulk-encode} and its siblings, embedded or under {@code spark-submit}. */
@NullMarked
package io.twofold.batch.cli;

import org.jspecify.annotations.NullMarked;
