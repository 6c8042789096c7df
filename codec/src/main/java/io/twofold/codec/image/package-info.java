/** Images as bytes and as PNG files, to and from floats from 0 to 1. */
@NullMarked
package io.twofold.codec.image;

import org.jspecify.annotations.NullMarked;
