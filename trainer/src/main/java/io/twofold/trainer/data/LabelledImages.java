package io.twofold.trainer.data;

import io.twofold.codec.bundle.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Images of one shape with one label each, held as bytes.
 *
 * @param channels channels of each image, 1 or 3
 * @param height rows of each image
 * @param width columns of each image
 * @param pixels count × channels × height × width values, 0 to 255 for 0 to 1
 * @param labels the class of each image, an index into {@code labelNames}
 * @param labelNames the names of the classes
 */
public record LabelledImages(
    int channels, int height, int width, byte[] pixels, int[] labels, List<String> labelNames) {

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
    long expected = (long) labels.length * channels * height * width;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "%d labels of %dx%dx%d need %d bytes of pixels, not %d"
              .formatted(labels.length, channels, height, width, expected, pixels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= labelNames.size()) {
        throw new IllegalArgumentException(
            "label %d is not one of %d classes".formatted(label, labelNames.size()));
      }
    }
    labelNames = List.copyOf(labelNames);
  }

  /** How many images. */
  public int count() {
    return labels.length;
  }

  /** Values in one image: channels × height × width. */
  public int imageSize() {
    return channels * height * width;
  }

  /** How many classes. */
  public int classes() {
    return labelNames.size();
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
        Arrays.copyOfRange(labels, from, to),
        labelNames);
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
    ByteBuffer classes = ByteBuffer.allocate(4 * labels.length);
    classes.asIntBuffer().put(labels);
    digest.update(classes);
    return HexFormat.of().formatHex(digest.digest());
  }
}
