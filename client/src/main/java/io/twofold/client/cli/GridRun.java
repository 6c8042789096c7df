package io.twofold.client.cli;

import io.twofold.client.Decoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What came of swapping every content with every style.
 *
 * @param cells the PNG of each pair, row by row, from the first pass over the grid
 * @param latencies the time of each measured call
 * @param servedBy the versions that answered the measured calls
 */
record GridRun(List<byte[]> cells, Latencies latencies, Set<ServedBy> servedBy) {

  /**
   * Swaps one pair a call, one call after another.
   *
   * @param warmup calls before the first that is measured
   * @param repeat measured passes over the grid, at least 1
   */
  static GridRun of(
      TwofoldClient client, List<Images> contents, List<Images> styles, int warmup, int repeat) {
    int pairs = Math.multiplyExact(contents.size(), styles.size());
    long[] nanos = new long[Math.multiplyExact(pairs, repeat)];
    List<byte[]> cells = new ArrayList<>(pairs);
    Set<ServedBy> servedBy = new LinkedHashSet<>();
    for (int call = -warmup; call < nanos.length; call++) {
      int pair = Math.floorMod(call, pairs);
      Images row = contents.get(pair / styles.size());
      Images column = styles.get(pair % styles.size());
      long start = System.nanoTime();
      Decoded swapped = client.swap(row, column, ImageFormat.PNG);
      long end = System.nanoTime();
      if (call >= 0) {
        nanos[call] = end - start;
        servedBy.add(swapped.servedBy());
      }
      if (call >= 0 && call < pairs) {
        cells.add(swapped.images().png().get(0));
      }
    }
    return new GridRun(cells, new Latencies(nanos), servedBy);
  }
}
