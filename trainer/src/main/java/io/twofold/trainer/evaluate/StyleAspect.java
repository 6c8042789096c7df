package io.twofold.trainer.evaluate;

import java.util.Arrays;
import java.util.Locale;

/** The aspects of style that are compared between a donor and a swap. */
public enum StyleAspect {
  SLANT,
  THICKNESS,
  MASS,
  WIDTH;

  /** The name in a measure's name. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of each image; not a number where the image is blank. */
  double[] of(Style[] styles) {
    return Arrays.stream(styles)
        .mapToDouble(style -> style.isBlank() ? Double.NaN : of(style))
        .toArray();
  }

  private double of(Style style) {
    return switch (this) {
      case SLANT -> style.slant();
      case THICKNESS -> style.thickness();
      case MASS -> style.mass();
      case WIDTH -> style.width();
    };
  }
}
