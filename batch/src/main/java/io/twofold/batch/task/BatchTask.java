package io.twofold.batch.task;

import io.twofold.batch.model.BundleArchive;
import io.twofold.batch.model.ExecutorCodecs;
import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.io.IOException;
import java.io.Serial;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Runs the rows of a partition through one operation of a bundle, on one thread, with buffers of
 * its own in a session that all tasks of the process share.
 */
abstract class BatchTask<I, O> implements MapPartitionsFunction<I, O> {

  @Serial private static final long serialVersionUID = 1L;

  private final Broadcast<BundleArchive> bundle;
  private final Operation operation;
  private final int batchSize;
  private final LongAccumulator done;

  BatchTask(
      Broadcast<BundleArchive> bundle, Operation operation, int batchSize, LongAccumulator done) {
    this.bundle = bundle;
    this.operation = operation;
    this.batchSize = batchSize;
    this.done = done;
  }

  abstract BatchStep<I, O> step(Codec codec);

  @Override
  public final Iterator<O> call(Iterator<I> rows) throws IOException {
    Codec codec = ExecutorCodecs.of(bundle.value());
    PinnedBatch batch = codec.graph(operation).borrow(batchSize);
    TaskCompletionListener giveBack = context -> batch.close();
    TaskContext.get().addTaskCompletionListener(giveBack);
    return new BatchIterator<>(rows, batch, step(codec), done);
  }
}
