package io.twofold.trainer.report;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.evaluate.Coder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images that stand for a data set in pictures, each with the name of its label.
 *
 * @param shape of each image
 * @param images count × shape values, 0 to 1: what is encoded
 * @param faces what pictures show of each image: the image itself, or what a model makes of it
 * @param names of each image
 * @param has for each image, whether it has each of several labels; without any for classes
 */
public record Shown(
    ImageShape shape, float[] images, float[] faces, List<String> names, boolean[][] has) {

  public Shown {
    names = List.copyOf(names);
    if (images.length != (long) names.size() * shape.size()) {
      throw new IllegalArgumentException(
          "%d images of %s need %d values, not %d"
              .formatted(names.size(), shape, (long) names.size() * shape.size(), images.length));
    }
    if (faces.length != images.length) {
      throw new IllegalArgumentException(
          "%d values need as many to show, not %d".formatted(images.length, faces.length));
    }
  }

  /** Images that are shown as they are. */
  public Shown(ImageShape shape, float[] images, List<String> names) {
    this(shape, images, images, names, new boolean[names.size()][0]);
  }

  /** The same images, none of which is shown: a model's reconstruction stands for each. */
  public Shown rebuiltBy(Coder coder) {
    float[] rebuilt =
        coder.decode().apply(coder.encodeS().apply(images), coder.encodeZ().apply(images));
    return new Shown(shape, images, rebuilt, names, has);
  }

  /** Whether pictures show the images themselves. */
  public boolean original() {
    return Arrays.equals(images, faces);
  }

  /**
   * One image with each label, in the order of the labels; a label without an image is left out.
   *
   * @param start the place in {@code images} from which on an image is looked for, going round
   * @param limit the most images, the first labels where there are more
   */
  public static Shown ofEachClass(LabelledImages images, int start, int limit) {
    int classes = Math.min(limit, images.classes());
    int[] picked = new int[classes];
    Arrays.fill(picked, -1);
    for (int i = images.count() - 1; i >= 0; i--) {
      int index = (start + i) % images.count();
      for (int label = 0; label < classes; label++) {
        if (images.labelling().has(index, label)) {
          picked[label] = index;
        }
      }
    }
    int[] found = Arrays.stream(picked).filter(index -> index >= 0).toArray();
    ImageShape shape = new ImageShape(images.channels(), images.height(), images.width());
    float[] values = new float[found.length * shape.size()];
    for (int i = 0; i < found.length; i++) {
      images.copyImage(found[i], values, i * shape.size());
    }
    List<String> names =
        IntStream.range(0, classes)
            .filter(label -> picked[label] >= 0)
            .mapToObj(label -> images.labelNames().get(label))
            .toList();
    return new Shown(shape, values, values, names, has(images, found));
  }

  private static boolean[][] has(LabelledImages images, int[] places) {
    int labels = images.labelKind() == LabelKind.MULTI ? images.classes() : 0;
    boolean[][] has = new boolean[places.length][labels];
    for (int i = 0; i < places.length; i++) {
      for (int label = 0; label < labels; label++) {
        has[i][label] = images.labelling().has(places[i], label);
      }
    }
    return has;
  }

  /** How many images. */
  public int count() {
    return names.size();
  }

  /** The pixels to show of image {@code index}. */
  public float[] face(int index) {
    return part(faces, index, shape.size());
  }

  /** Item {@code index} of values that stand back to back. */
  static float[] part(float[] values, int index, int size) {
    return Arrays.copyOfRange(values, index * size, (index + 1) * size);
  }
}
