package io.twofold.trainer.evaluate;

import io.twofold.codec.bundle.ImageShape;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * What a judge reads from images whose codes were changed: of images rebuilt, of swaps, and of
 * images with one label turned over. An image that shows nothing, where the image that its style
 * comes from does, is read wrong in each label.
 *
 * @param coder decodes
 * @param shape of the images
 * @param judge reads them
 * @param originals the styles of the images that {@code s} and {@code z} are the codes of
 * @param has the labels of the images that {@code s} and {@code z} are the codes of
 * @param s [count, dim_s]
 * @param z [count, dim_z]
 */
record LabelEdits(
    Coder coder,
    ImageShape shape,
    LabelsJudge judge,
    Style[] originals,
    Flags has,
    float[] s,
    float[] z) {

  private static final int CHUNK = 500;

  /** Which labels are read as they should be: [count, labels]. */
  Flags rebuilt() {
    return right(s, z, IntStream.range(0, has.count()).toArray(), has, done -> {});
  }

  /** The same for swaps; each should have the labels of its content. */
  Flags swapped(ImagePairs pairs, DoubleConsumer progress) {
    return right(
        rows(s, coder.dimS(), pairs.content()),
        rows(z, coder.dimZ(), pairs.style()),
        pairs.style(),
        has.pick(pairs.content()),
        progress);
  }

  /**
   * The same for the first {@code limit} images with one label turned over, off where it is on.
   *
   * @param shift what turns the label on when it is added to s, and off when it is taken away
   */
  Flags flipped(int label, float[] shift, int limit, DoubleConsumer progress) {
    int count = Math.min(limit, has.count());
    int dim = coder.dimS();
    int labels = has.labels();
    float[] shifted = Arrays.copyOf(s, count * dim);
    boolean[] wanted = Arrays.copyOf(has.values(), count * labels);
    for (int i = 0; i < count; i++) {
      int sign = has.has(i, label) ? -1 : 1;
      for (int d = 0; d < dim; d++) {
        shifted[i * dim + d] += sign * shift[d];
      }
      wanted[i * labels + label] = !wanted[i * labels + label];
    }
    return right(
        shifted,
        Arrays.copyOf(z, count * coder.dimZ()),
        IntStream.range(0, count).toArray(),
        new Flags(wanted, labels),
        progress);
  }

  /** In which share of swaps one label is right, by whether content and style have it. */
  static SwapMatrix matrix(int label, Flags right, Flags has, ImagePairs pairs) {
    int[][] shown = new int[2][2];
    int[][] all = new int[2][2];
    for (int i = 0; i < pairs.count(); i++) {
      int content = has.has(pairs.content()[i], label) ? 1 : 0;
      int style = has.has(pairs.style()[i], label) ? 1 : 0;
      all[content][style]++;
      shown[content][style] += right.has(i, label) ? 1 : 0;
    }
    return new SwapMatrix(shown, all);
  }

  private Flags right(float[] s, float[] z, int[] donors, Flags wanted, DoubleConsumer progress) {
    int count = wanted.count();
    int labels = wanted.labels();
    boolean[] right = new boolean[wanted.values().length];
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(count, from + CHUNK);
      float[] images =
          coder
              .decode()
              .apply(
                  Arrays.copyOfRange(s, from * coder.dimS(), to * coder.dimS()),
                  Arrays.copyOfRange(z, from * coder.dimZ(), to * coder.dimZ()));
      Flags read = judge.readLabels(images);
      for (int i = from; i < to; i++) {
        boolean lost =
            Style.of(images, i - from, shape).isBlank() && !originals[donors[i]].isBlank();
        for (int label = 0; label < labels; label++) {
          right[i * labels + label] = !lost && read.has(i - from, label) == wanted.has(i, label);
        }
      }
      progress.accept(to / (double) count);
    }
    return new Flags(right, labels);
  }

  private static float[] rows(float[] codes, int dim, int[] places) {
    float[] rows = new float[places.length * dim];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(codes, places[i] * dim, rows, i * dim, dim);
    }
    return rows;
  }
}
