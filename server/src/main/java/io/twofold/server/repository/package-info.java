/** Which models and versions a model repository holds. */
@NullMarked
package io.twofold.server.repository;

import org.jspecify.annotations.NullMarked;
