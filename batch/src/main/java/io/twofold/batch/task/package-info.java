/**
 * What runs on the executors: rows of a partition, in batches through the graph of an operation.
 */
@NullMarked
package io.twofold.batch.task;

import org.jspecify.annotations.NullMarked;
