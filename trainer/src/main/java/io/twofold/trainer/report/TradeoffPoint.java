package io.twofold.trainer.report;

/**
 * A model's place between silence and memory.
 *
 * @param name what the point is called
 * @param zLeak how well a fresh probe reads the label from z, from 0 to 1
 * @param recMse squared error of the reconstruction, mean over pixels
 * @param series what the point belongs to
 * @param style how it is drawn
 */
public record TradeoffPoint(String name, double zLeak, double recMse, String series, Style style) {

  /** That of pixels from 0 to 255, all of them as wrong as can be. */
  private static final int MAX_MSE = 255 * 255;

  /** How a point is drawn. */
  public enum Style {
    /** A step of a sweep: joined with the others of its series, in their order. */
    LINE,
    /** Large and in the foreground. */
    MARK,
    /** Small and in the background. */
    DOT
  }

  public TradeoffPoint {
    if (!(zLeak >= 0 && zLeak <= 1)) {
      throw new IllegalArgumentException(
          "z_leak of '%s' must be from 0 to 1, not %s".formatted(name, zLeak));
    }
    if (!(recMse >= 0 && recMse <= MAX_MSE)) {
      throw new IllegalArgumentException(
          "rec_mse of '%s' must be from 0 to %d, not %s".formatted(name, MAX_MSE, recMse));
    }
  }
}
