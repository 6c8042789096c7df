package io.twofold.trainer.report.html;

import java.util.List;

/**
 * The share of swaps that show the content's label, by class of content and class of style.
 *
 * @param labels the classes
 * @param accuracy a row for each class of content with a share from 0 to 1 for each class of style;
 *     NaN where there were no swaps
 */
public record SwapMatrix(List<String> labels, double[][] accuracy) {

  public SwapMatrix {
    labels = List.copyOf(labels);
    if (accuracy.length != labels.size()) {
      throw new IllegalArgumentException(
          "%d classes need %d rows of swaps, not %d"
              .formatted(labels.size(), labels.size(), accuracy.length));
    }
    for (double[] row : accuracy) {
      if (row.length != labels.size()) {
        throw new IllegalArgumentException(
            "%d classes need rows of %d swaps, not %d"
                .formatted(labels.size(), labels.size(), row.length));
      }
      for (double share : row) {
        if (share < 0 || share > 1) {
          throw new IllegalArgumentException("a share must be from 0 to 1, not " + share);
        }
      }
    }
  }
}
