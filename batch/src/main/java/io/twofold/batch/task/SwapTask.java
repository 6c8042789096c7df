package io.twofold.batch.task;

import io.twofold.batch.model.BundleArchive;
import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.io.Serial;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/** Contents in the style of other images. */
public final class SwapTask extends BatchTask<PairRow, RebuiltRow> {

  @Serial private static final long serialVersionUID = 1L;

  private final PixelFormat format;

  /**
   * @param batchSize the most pairs in one run of the graph
   * @param done counts the pairs that were answered
   */
  public SwapTask(
      Broadcast<BundleArchive> bundle, int batchSize, LongAccumulator done, PixelFormat format) {
    super(bundle, Operation.SWAP, batchSize, done);
    this.format = format;
  }

  @Override
  BatchStep<PairRow, RebuiltRow> step(Codec codec) {
    return new Step(new PixelBatch(codec.shape()), new Rebuilt(codec.shape(), format));
  }

  private record Step(PixelBatch pixels, Rebuilt rebuilt)
      implements BatchStep<PairRow, RebuiltRow> {

    @Override
    public void write(PairRow row, PinnedBatch batch, int slot) {
      pixels.write("the content", row.getContent(), batch, 0, slot);
      pixels.write("the style", row.getStyle(), batch, 1, slot);
    }

    @Override
    public RebuiltRow read(PairRow row, PinnedBatch batch, int slot) {
      return rebuilt.read(row.getName(), batch, slot);
    }

    @Override
    public RebuiltRow refusal(PairRow row, String reason) {
      return Rebuilt.refusal(row.getName(), reason);
    }
  }
}
