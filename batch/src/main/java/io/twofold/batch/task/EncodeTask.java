package io.twofold.batch.task;

import io.twofold.batch.model.BundleArchive;
import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.io.Serial;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/** Images to codes. */
public final class EncodeTask extends BatchTask<ImageRow, CodesRow> {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param batchSize the most images in one run of the graph
   * @param done counts the images that were answered
   */
  public EncodeTask(Broadcast<BundleArchive> bundle, int batchSize, LongAccumulator done) {
    super(bundle, Operation.ENCODE, batchSize, done);
  }

  @Override
  BatchStep<ImageRow, CodesRow> step(Codec codec) {
    return new Step(codec);
  }

  private static final class Step implements BatchStep<ImageRow, CodesRow> {
    private final PixelBatch pixels;
    private final int dimS;
    private final int dimZ;

    Step(Codec codec) {
      this.pixels = new PixelBatch(codec.shape());
      this.dimS = codec.dimS();
      this.dimZ = codec.dimZ();
    }

    @Override
    public void write(ImageRow row, PinnedBatch batch, int slot) {
      pixels.write("the image", row.getImage(), batch, 0, slot);
    }

    @Override
    public CodesRow read(ImageRow row, PinnedBatch batch, int slot) {
      CodesRow codes = new CodesRow();
      codes.setName(row.getName());
      codes.setS(Results.read("s", batch, 0, slot, dimS));
      codes.setZ(Results.read("z", batch, 1, slot, dimZ));
      return codes;
    }

    @Override
    public CodesRow refusal(ImageRow row, String reason) {
      CodesRow refused = new CodesRow();
      refused.setName(row.getName());
      refused.setError(reason);
      return refused;
    }
  }
}
