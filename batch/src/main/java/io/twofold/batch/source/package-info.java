/** Where images and codes come from: Parquet, IDX files and folders of PNG files, as datasets. */
@NullMarked
package io.twofold.batch.source;

import org.jspecify.annotations.NullMarked;
