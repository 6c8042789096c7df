package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.LabelledImages;

/**
 * Whether each of some images has, or is read to have, each of some labels.
 *
 * @param values [count, labels]
 * @param labels how many labels there are
 */
public record Flags(boolean[] values, int labels) {

  public Flags {
    if (labels < 1 || values.length % labels != 0) {
      throw new IllegalArgumentException(
          "%d values are not whole rows of %d labels".formatted(values.length, labels));
    }
  }

  /** The labels that images have. */
  static Flags of(LabelledImages images) {
    int labels = images.classes();
    boolean[] values = new boolean[images.count() * labels];
    for (int i = 0; i < values.length; i++) {
      values[i] = images.labelling().has(i / labels, i % labels);
    }
    return new Flags(values, labels);
  }

  /** How many images. */
  public int count() {
    return values.length / labels;
  }

  /** Whether image {@code image} has label {@code label}. */
  public boolean has(int image, int label) {
    return values[image * labels + label];
  }

  /** Of one label, for each image. */
  boolean[] of(int label) {
    boolean[] column = new boolean[count()];
    for (int image = 0; image < column.length; image++) {
      column[image] = has(image, label);
    }
    return column;
  }

  /** The share of images that have the label. */
  double share(int label) {
    int having = 0;
    for (int image = 0; image < count(); image++) {
      having += has(image, label) ? 1 : 0;
    }
    return (double) having / count();
  }

  /** Whether some images have the label and others lack it. */
  boolean varies(int label) {
    double share = share(label);
    return share > 0 && share < 1;
  }

  /** The share of all values that are true. */
  double share() {
    int yes = 0;
    for (boolean value : values) {
      yes += value ? 1 : 0;
    }
    return (double) yes / values.length;
  }

  /** The share of images that have every label. */
  double whole() {
    int whole = 0;
    for (int image = 0; image < count(); image++) {
      boolean all = true;
      for (int label = 0; label < labels; label++) {
        all &= has(image, label);
      }
      whole += all ? 1 : 0;
    }
    return (double) whole / count();
  }

  /** As what a probe is to answer: each label by itself. */
  Targets targets() {
    float[] answers = new float[values.length];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = values[i] ? 1 : 0;
    }
    return new Targets(answers, labels, Targets.Kind.EACH);
  }

  /** The rows at {@code places}, in that order. */
  Flags pick(int[] places) {
    boolean[] picked = new boolean[places.length * labels];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(values, places[i] * labels, picked, i * labels, labels);
    }
    return new Flags(picked, labels);
  }
}
