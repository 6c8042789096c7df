package io.twofold.trainer.cli;

import io.twofold.trainer.train.Recipe;
import java.util.HashMap;
import java.util.Map;

/**
 * Foretells how long the rest of a training takes. Epochs of one recipe differ: those like one that
 * was timed take what those took on average, the others what their work makes of it.
 */
final class TimeLeft {

  private final Recipe recipe;
  private final Map<Double, double[]> timed = new HashMap<>();

  TimeLeft(Recipe recipe) {
    this.recipe = recipe;
  }

  /** Takes how long an epoch took. */
  void finished(int epoch, double seconds) {
    add(timed, recipe.work(epoch), 1, seconds);
  }

  /** Seconds from the end of an epoch on. */
  double after(int epoch) {
    return rest(epoch + 1, timed);
  }

  /**
   * Seconds from within an epoch on.
   *
   * @param done the share of the epoch that is done
   * @param seconds that it took
   */
  double within(int epoch, double done, double seconds) {
    Map<Double, double[]> known = new HashMap<>();
    timed.forEach((work, sums) -> known.put(work, sums.clone()));
    add(known, recipe.work(epoch), done, seconds);
    return Math.max(0, rest(epoch, known) - done * secondsOf(recipe.work(epoch), known));
  }

  private double rest(int from, Map<Double, double[]> known) {
    double left = 0;
    for (int epoch = from; epoch <= recipe.epochs(); epoch++) {
      left += secondsOf(recipe.work(epoch), known);
    }
    return left;
  }

  private static double secondsOf(double work, Map<Double, double[]> known) {
    double[] like = known.get(work);
    if (like != null) {
      return like[1] / like[0];
    }
    double seconds = 0;
    double worked = 0;
    for (Map.Entry<Double, double[]> entry : known.entrySet()) {
      seconds += entry.getValue()[1];
      worked += entry.getKey() * entry.getValue()[0];
    }
    return work * seconds / worked;
  }

  private static void add(Map<Double, double[]> sums, double work, double epochs, double seconds) {
    double[] sum = sums.computeIfAbsent(work, none -> new double[2]);
    sum[0] += epochs;
    sum[1] += seconds;
  }
}
