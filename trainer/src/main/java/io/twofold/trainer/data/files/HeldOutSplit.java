package io.twofold.trainer.data.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which images are held out: the same share of every stratum, chosen by the seed. The rounding of
 * all strata together comes out right, so that many small ones do not all round down.
 *
 * @param train indices to learn from, shuffled
 * @param test indices held out, shuffled
 */
record HeldOutSplit(int[] train, int[] test) {

  /**
   * Splits images.
   *
   * @param strata what each image is like, such as its class
   * @param share of images to hold out
   * @param leastOne whether every stratum of two images or more is in both parts
   */
  static HeldOutSplit stratified(
      List<String> strata, double share, boolean leastOne, SplittableRandom random) {
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < strata.size(); i++) {
      members.computeIfAbsent(strata.get(i), unused -> new ArrayList<>()).add(i);
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    double owed = random.nextDouble();
    for (List<Integer> stratum : members.values()) {
      shuffle(stratum, random);
      owed += share * stratum.size();
      int held = (int) owed;
      owed -= held;
      if (leastOne) {
        held = Math.max(Math.min(1, stratum.size() - 1), Math.min(stratum.size() - 1, held));
      }
      test.addAll(stratum.subList(0, held));
      train.addAll(stratum.subList(held, stratum.size()));
    }
    return new HeldOutSplit(shuffled(train, random), shuffled(test, random));
  }

  /** The indices in an order that the seed gives. */
  static int[] shuffled(List<Integer> indices, SplittableRandom random) {
    List<Integer> order = new ArrayList<>(indices);
    shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void shuffle(List<Integer> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = list.get(i);
      list.set(i, list.get(j));
      list.set(j, moved);
    }
  }
}
