package io.twofold.trainer.train;

import java.util.Arrays;

/**
 * How the {@code strong} recipe shares its epochs out, in hundredths.
 *
 * @param content of the content stage
 * @param features of the features stage
 * @param density of the density stage
 * @param style of the style stage
 * @param settle of the settle stage
 */
public record StageShares(int content, int features, int density, int style, int settle) {

  /** The shares of the recipe as it is defined. */
  public static final StageShares DEFAULTS = new StageShares(20, 11, 6, 27, 36);

  public StageShares {
    int[] shares = {content, features, density, style, settle};
    if (Arrays.stream(shares).anyMatch(share -> share < 1) || Arrays.stream(shares).sum() != 100) {
      throw wrong(
          Arrays.stream(shares).mapToObj(Integer::toString).reduce((a, b) -> a + "," + b).get());
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException where it is not that
   */
  public static StageShares parse(String text) {
    try {
      int[] shares =
          Arrays.stream(text.split(",", -1)).mapToInt(s -> Integer.parseInt(s.strip())).toArray();
      if (shares.length == 5) {
        return new StageShares(shares[0], shares[1], shares[2], shares[3], shares[4]);
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "--stage-shares must be five whole numbers above 0 that make 100, such as %s, not %s"
            .formatted("20,11,6,27,36", text));
  }

  @Override
  public String toString() {
    return "%d,%d,%d,%d,%d".formatted(content, features, density, style, settle);
  }
}
