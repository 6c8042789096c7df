package io.twofold.trainer.data.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How image files become a data set.
 *
 * @param size what every image is fitted to; null for the most common size, at most 64 a side
 * @param channels 1 for grey, 3 for colour
 * @param testShare the share of images that is held out where the source does not say which, more
 *     than 0 and less than 1
 * @param seed of the held-out images and of the order
 * @param pathColumn the column of a CSV file that names the images; null for the usual names
 * @param labelColumns the columns of a CSV file with the labels; empty for all others
 */
public record FileOptions(
    @Nullable ImageSize size,
    int channels,
    double testShare,
    long seed,
    @Nullable String pathColumn,
    List<String> labelColumns) {

  public FileOptions {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
    }
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException(
          "--test-share must be more than 0 and less than 1, not " + testShare);
    }
    labelColumns = List.copyOf(labelColumns);
  }
}
