package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.LabelledImages;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of some labels an image has, taken together as one class of 2^labels: bit j of a class says
 * whether the image has the j-th of them.
 *
 * @param labels indices of the labels that count, at most {@value #MOST}
 */
record LabelCombinations(List<Integer> labels) {

  /** More labels than this make more combinations than there are images to learn from. */
  static final int MOST = 8;

  LabelCombinations {
    labels = List.copyOf(labels);
    if (labels.size() > MOST) {
      throw new IllegalArgumentException(
          "combinations of at most %d labels, not %d".formatted(MOST, labels.size()));
    }
  }

  /** Of the labels that some images have and others lack; where many, those that divide best. */
  static LabelCombinations of(LabelledImages images) {
    int[] counts = images.labelling().counts();
    Flags flags = Flags.of(images);
    return new LabelCombinations(
        IntStream.range(0, counts.length)
            .filter(flags::varies)
            .boxed()
            .sorted(Comparator.comparing(label -> Math.abs(2L * counts[label] - images.count())))
            .limit(MOST)
            .sorted()
            .toList());
  }

  /** How many combinations there are. */
  int count() {
    return 1 << labels.size();
  }

  /** The combination of each image. */
  int[] of(Flags flags) {
    return IntStream.range(0, flags.count()).map(image -> of(flags, image)).toArray();
  }

  private int of(Flags flags, int image) {
    int combination = 0;
    for (int bit = 0; bit < labels.size(); bit++) {
      combination |= flags.has(image, labels.get(bit)) ? 1 << bit : 0;
    }
    return combination;
  }
}
