package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.Coder;
import io.twofold.trainer.evaluate.LabelledCodes;
import java.util.List;
import java.util.function.IntConsumer;

/** Both codes of images, laid out by t-SNE and coloured by label. */
public final class Embeddings {

  private static final long SEED = 1;

  private Embeddings() {}

  /**
   * Lays out codes: 10,000 take half a minute of one core.
   *
   * @param images the first {@code limit} of them are shown
   * @param progress is told each iteration
   * @return s first, then z
   */
  public static List<Embedding> of(
      Coder coder, LabelledImages images, int limit, IntConsumer progress) {
    LabelledImages shown = images.head(limit);
    return List.of(
        embedding("t-SNE of s", coder.allS(shown), shown.labelNames(), progress),
        embedding("t-SNE of z", coder.allZ(shown), shown.labelNames(), progress));
  }

  private static Embedding embedding(
      String title, LabelledCodes codes, List<String> labelNames, IntConsumer progress) {
    float[] points = TSne.withSeed(SEED).embed(codes.values(), codes.dim(), progress);
    return new Embedding(title, points, codes.labels(), labelNames);
  }
}
