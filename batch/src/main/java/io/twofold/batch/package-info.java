/** Whole data sets through a bundle, on Apache Spark: {@link io.twofold.batch.BulkCodec}. */
@NullMarked
package io.twofold.batch;

import org.jspecify.annotations.NullMarked;
