package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import io.twofold.trainer.evaluate.Coder;
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
    Labels.Single colours = colours(shown.labelling());
    return List.of(
        embedding("t-SNE of s", coder.codesS(shown), coder.dimS(), colours, progress),
        embedding("t-SNE of z", coder.codesZ(shown), coder.dimZ(), colours, progress));
  }

  private static Embedding embedding(
      String title, float[] codes, int dim, Labels.Single colours, IntConsumer progress) {
    float[] points = TSne.withSeed(SEED).embed(codes, dim, progress);
    return new Embedding(title, points, colours.classes(), colours.names());
  }

  /** Where an image has several labels, whether it has the first. */
  private static Labels.Single colours(Labels labels) {
    if (labels instanceof Labels.Single single) {
      return single;
    }
    String first = labels.names().get(0);
    int[] has = new int[labels.count()];
    for (int i = 0; i < has.length; i++) {
      has[i] = labels.has(i, 0) ? 1 : 0;
    }
    return new Labels.Single(has, List.of("no " + first, first));
  }
}
