package io.twofold.trainer.data;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.codec.bundle.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of one shape with their labels, held as bytes.
 *
 * @param channels channels of each image, 1 or 3
 * @param height rows of each image
 * @param width columns of each image
 * @param pixels count × channels × height × width values, 0 to 255 for 0 to 1
 * @param labelling the labels of each image
 */
public record LabelledImages(int channels, int height, int width, byte[] pixels, Labels labelling) {

  /** A byte's value from 0 to 1. */
  private static final float[] UNIT = new float[256];

  static {
    for (int value = 0; value < UNIT.length; value++) {
      UNIT[value] = value / 255f;
    }
  }

  public LabelledImages {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
    }
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("images must have pixels, not " + height + "x" + width);
    }
    long expected = (long) labelling.count() * channels * height * width;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "%d labels of %dx%dx%d need %d bytes of pixels, not %d"
              .formatted(labelling.count(), channels, height, width, expected, pixels.length));
    }
  }

  /** Images with one class each, given as indices into {@code labelNames}. */
  public LabelledImages(
      int channels, int height, int width, byte[] pixels, int[] labels, List<String> labelNames) {
    this(channels, height, width, pixels, new Labels.Single(labels, labelNames));
  }

  /** How many images. */
  public int count() {
    return labelling.count();
  }

  /** Values in one image: channels × height × width. */
  public int imageSize() {
    return channels * height * width;
  }

  /** How many of the labels an image has. */
  public LabelKind labelKind() {
    return labelling.kind();
  }

  /** How many labels there are: classes, where an image has one. */
  public int classes() {
    return labelling.names().size();
  }

  /** The names of the labels. */
  public List<String> labelNames() {
    return labelling.names();
  }

  /**
   * The class of each image, an index into {@link #labelNames}.
   *
   * @throws IllegalStateException where an image may have several labels
   */
  public int[] labels() {
    if (labelling instanceof Labels.Single single) {
      return single.classes();
    }
    throw new IllegalStateException("images with several labels have no one class each");
  }

  /** Float targets [count, labels]: 1 for each label that an image has, else 0. */
  public float[] targets() {
    float[] targets = new float[count() * classes()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = labelling.has(i / classes(), i % classes()) ? 1 : 0;
    }
    return targets;
  }

  /** The first {@code limit} images, or all where there are fewer. */
  public LabelledImages head(int limit) {
    return limit >= count() ? this : slice(0, limit);
  }

  /** The images {@code from} to {@code to} (exclusive). */
  public LabelledImages slice(int from, int to) {
    return new LabelledImages(
        channels,
        height,
        width,
        Arrays.copyOfRange(pixels, from * imageSize(), to * imageSize()),
        labelling.pick(IntStream.range(from, to).toArray()));
  }

  /** The images at {@code indices}, in that order. */
  public LabelledImages pick(int[] indices) {
    int size = imageSize();
    byte[] picked = new byte[indices.length * size];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * size, picked, i * size, size);
    }
    return new LabelledImages(channels, height, width, picked, labelling.pick(indices));
  }

  /** Image {@code index} as floats from 0 to 1, written to {@code target} at {@code offset}. */
  public void copyImage(int index, float[] target, int offset) {
    int size = imageSize();
    int start = index * size;
    for (int i = 0; i < size; i++) {
      target[offset + i] = UNIT[pixels[start + i] & 0xff];
    }
  }

  /** The images {@code from} to {@code to} (exclusive) as floats from 0 to 1. */
  public float[] floats(int from, int to) {
    float[] floats = new float[(to - from) * imageSize()];
    for (int i = from; i < to; i++) {
      copyImage(i, floats, (i - from) * imageSize());
    }
    return floats;
  }

  /** SHA-256 over shape, pixels and labels, in lower-case hexadecimal. */
  public String sha256() {
    MessageDigest digest = Sha256.newDigest();
    digest.update(ByteBuffer.allocate(12).putInt(channels).putInt(height).putInt(width).flip());
    digest.update(pixels);
    digest.update(labelling.bytes());
    return HexFormat.of().formatHex(digest.digest());
  }
}
