/** PNG images that a command is given: files, folders and streams of them. */
@NullMarked
package io.twofold.client.cli.images;

import org.jspecify.annotations.NullMarked;
