package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * What became of the pairs that were swapped: Dec(Enc_s(content), Enc_z(style)).
 *
 * @param pairs the places of the images
 * @param read the label that the judge sees in each swap; −1 where it is blank and its style's
 *     image is not
 * @param styles of the swaps
 * @param s Enc_s of the swaps: [count, dim_s]
 * @param z Enc_z of the swaps: [count, dim_z]
 */
record Swaps(ImagePairs pairs, int[] read, Style[] styles, float[] s, float[] z) {

  private static final int CHUNK = 500;
  private static final int NOTHING = -1;

  /**
   * Swaps, judges and encodes again, a chunk at a time.
   *
   * @param contents the s of all images
   * @param donors the z of all images
   * @param originals the styles of all images
   */
  static Swaps of(
      Coder coder,
      ImageShape shape,
      LabelledCodes contents,
      LabelledCodes donors,
      Style[] originals,
      ImagePairs pairs,
      Judge judge,
      DoubleConsumer progress) {
    int count = pairs.count();
    Swaps swaps =
        new Swaps(
            pairs,
            new int[count],
            new Style[count],
            new float[count * coder.dimS()],
            new float[count * coder.dimZ()]);
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(count, from + CHUNK);
      float[] images =
          coder
              .decode()
              .apply(contents.at(pairs.content(), from, to), donors.at(pairs.style(), from, to));
      int[] labels = judge.read(images);
      for (int i = from; i < to; i++) {
        Style style = Style.of(images, i - from, shape);
        swaps.styles[i] = style;
        boolean lost = style.isBlank() && !originals[pairs.style()[i]].isBlank();
        swaps.read[i] = lost ? NOTHING : labels[i - from];
      }
      float[] s = coder.encodeS().apply(images);
      float[] z = coder.encodeZ().apply(images);
      System.arraycopy(s, 0, swaps.s, from * coder.dimS(), s.length);
      System.arraycopy(z, 0, swaps.z, from * coder.dimZ(), z.length);
      progress.accept(to / (double) count);
    }
    return swaps;
  }

  /** The share of swaps that show nothing. */
  double blankShare() {
    return Arrays.stream(styles).filter(Style::isBlank).count() / (double) styles.length;
  }
}
