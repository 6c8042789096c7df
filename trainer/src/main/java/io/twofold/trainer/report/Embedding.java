package io.twofold.trainer.report;

import java.util.List;

/**
 * Codes laid out in the plane, coloured by class.
 *
 * @param title what was laid out, such as "t-SNE of z"
 * @param points x and y of each code, n × 2, finite
 * @param labels the class of each code, an index into {@code labelNames}
 * @param labelNames the classes, in the order of the legend
 */
public record Embedding(String title, float[] points, int[] labels, List<String> labelNames) {

  public Embedding {
    if (points.length != 2 * labels.length) {
      throw new IllegalArgumentException(
          "%d labels need %d coordinates, not %d"
              .formatted(labels.length, 2 * labels.length, points.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= labelNames.size()) {
        throw new IllegalArgumentException(
            "label %d is not one of %d classes".formatted(label, labelNames.size()));
      }
    }
    for (float value : points) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("points must be finite, not " + value);
      }
    }
    labelNames = List.copyOf(labelNames);
  }
}
