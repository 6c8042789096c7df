/** A disentangled codec in-process: encode, decode and swap without a server. */
@NullMarked
package io.twofold.codec;

import org.jspecify.annotations.NullMarked;
