package io.twofold.batch.task;

import io.twofold.batch.model.BundleArchive;
import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.LatentSpaceMismatchException;
import io.twofold.codec.Operation;
import io.twofold.codec.session.PinnedBatch;
import java.io.Serial;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Codes to images. */
public final class DecodeTask extends BatchTask<CodesRow, RebuiltRow> {

  @Serial private static final long serialVersionUID = 1L;

  private final PixelFormat format;

  /**
   * @param batchSize the most images in one run of the graph
   * @param done counts the images that were answered
   */
  public DecodeTask(
      Broadcast<BundleArchive> bundle, int batchSize, LongAccumulator done, PixelFormat format) {
    super(bundle, Operation.DECODE, batchSize, done);
    this.format = format;
  }

  @Override
  BatchStep<CodesRow, RebuiltRow> step(Codec codec) {
    return new Step(codec, new Rebuilt(codec.shape(), format));
  }

  private static final class Step implements BatchStep<CodesRow, RebuiltRow> {
    private final Rebuilt rebuilt;
    private final String latentSpace;
    private final int dimS;
    private final int dimZ;

    Step(Codec codec, Rebuilt rebuilt) {
      this.rebuilt = rebuilt;
      this.latentSpace = codec.latentSpace();
      this.dimS = codec.dimS();
      this.dimZ = codec.dimZ();
    }

    @Override
    public void write(CodesRow row, PinnedBatch batch, int slot) {
      String sent = row.getLatentSpace();
      if (sent != null && !sent.equals(latentSpace)) {
        throw new InvalidInputException(
            String.valueOf(new LatentSpaceMismatchException(latentSpace, sent).getMessage()));
      }
      float[] s = valid("s", row.getS(), dimS);
      float[] z = valid("z", row.getZ(), dimZ);
      batch.input(0).put(slot * dimS, s);
      batch.input(1).put(slot * dimZ, z);
    }

    @Override
    public RebuiltRow read(CodesRow row, PinnedBatch batch, int slot) {
      return rebuilt.read(row.getName(), batch, slot);
    }

    @Override
    public RebuiltRow refusal(CodesRow row, String reason) {
      return Rebuilt.refusal(row.getName(), reason);
    }

    private static float[] valid(String name, float @Nullable [] code, int dim) {
      if (code == null) {
        throw new InvalidInputException(name + " is missing");
      }
      if (code.length != dim) {
        throw new InvalidInputException(
            "%s must have %d values, not %d".formatted(name, dim, code.length));
      }
      for (float value : code) {
        if (!Float.isFinite(value)) {
          throw new InvalidInputException("%s holds a value of %s".formatted(name, value));
        }
      }
      return code;
    }
  }
}
