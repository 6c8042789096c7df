/** A bundle on disk: read, verify and atomically write one version of a model. */
@NullMarked
package io.twofold.codec.bundle;

import org.jspecify.annotations.NullMarked;
