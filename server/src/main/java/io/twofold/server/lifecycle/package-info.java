/** The states that a version passes through, and the handles that keep it alive. */
@NullMarked
package io.twofold.server.lifecycle;

import org.jspecify.annotations.NullMarked;
