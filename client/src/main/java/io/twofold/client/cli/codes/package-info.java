/** Files of codes: JSON, CSV and NPY, written row by row and read back. */
@NullMarked
package io.twofold.client.cli.codes;

import org.jspecify.annotations.NullMarked;
