/** Images as bytes, as PNG files and in IDX files; to and from floats from 0 to 1. */
@NullMarked
package io.twofold.codec.image;

import org.jspecify.annotations.NullMarked;
