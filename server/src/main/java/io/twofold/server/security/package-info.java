/** Certificates and tokens: read from files, checked, and read again when the files change. */
@NullMarked
package io.twofold.server.security;

import org.jspecify.annotations.NullMarked;
