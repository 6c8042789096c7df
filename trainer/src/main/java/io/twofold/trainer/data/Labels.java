package io.twofold.trainer.data;

import io.twofold.codec.bundle.LabelKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** What images are labelled with. */
public sealed interface Labels {

  /** The names of the labels, in the order of a classifier's outputs. */
  List<String> names();

  /** How many images are labelled. */
  int count();

  /** Whether image {@code image} has label {@code label}. */
  boolean has(int image, int label);

  /** The labels of the images at {@code indices}, in that order. */
  Labels pick(int[] indices);

  /** The labels as bytes to digest. */
  byte[] bytes();

  /** How many of the names an image has. */
  default LabelKind kind() {
    return this instanceof Single ? LabelKind.SINGLE : LabelKind.MULTI;
  }

  /** How many images have each label. */
  default int[] counts() {
    int[] counts = new int[names().size()];
    for (int image = 0; image < count(); image++) {
      for (int label = 0; label < counts.length; label++) {
        counts[label] += has(image, label) ? 1 : 0;
      }
    }
    return counts;
  }

  /**
   * One class an image.
   *
   * @param classes the class of each image, an index into {@code names}
   * @param names the names of the classes
   */
  record Single(int[] classes, List<String> names) implements Labels {

    public Single {
      names = distinct(names);
      for (int label : classes) {
        if (label < 0 || label >= names.size()) {
          throw new IllegalArgumentException(
              "label %d is not one of %d classes".formatted(label, names.size()));
        }
      }
    }

    @Override
    public int count() {
      return classes.length;
    }

    @Override
    public boolean has(int image, int label) {
      return classes[image] == label;
    }

    @Override
    public Single pick(int[] indices) {
      return new Single(IntStream.of(indices).map(i -> classes[i]).toArray(), names);
    }

    @Override
    public byte[] bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * classes.length);
      bytes.asIntBuffer().put(classes);
      return bytes.array();
    }
  }

  /**
   * Any subset of the labels an image.
   *
   * @param flags count × names values: 1 where the image has the label, else 0
   * @param names the names of the labels, at least one
   */
  record Multi(byte[] flags, List<String> names) implements Labels {

    public Multi {
      names = distinct(names);
      if (names.isEmpty() || flags.length % names.size() != 0) {
        throw new IllegalArgumentException(
            "%d flags are no whole number of images with %d labels"
                .formatted(flags.length, names.size()));
      }
      for (byte flag : flags) {
        if (flag != 0 && flag != 1) {
          throw new IllegalArgumentException("a label's flag must be 0 or 1, not " + flag);
        }
      }
    }

    @Override
    public int count() {
      return flags.length / names.size();
    }

    @Override
    public boolean has(int image, int label) {
      return flags[image * names.size() + label] == 1;
    }

    @Override
    public Multi pick(int[] indices) {
      int size = names.size();
      byte[] picked = new byte[indices.length * size];
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(flags, indices[i] * size, picked, i * size, size);
      }
      return new Multi(picked, names);
    }

    @Override
    public byte[] bytes() {
      return Arrays.copyOf(flags, flags.length);
    }
  }

  private static List<String> distinct(List<String> names) {
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("labels must have different names, not " + names);
    }
    return List.copyOf(names);
  }
}
