package io.twofold.trainer.report;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The first images with each label, a row each, for a person to see what a data set holds. Where an
 * image has several labels, a second row shows the first images that lack it.
 */
public final class SampleSheet {

  private static final int COLUMNS = 12;

  /** More rows make no picture that fits a screen. */
  private static final int MOST_LABELS = 40;

  /** Pixels of a row up to which images are shown larger than they are. */
  private static final int ZOOMED_SIDE = 40;

  private SampleSheet() {}

  /** The sheet. */
  public static BufferedImage draw(LabelledImages images) {
    List<ImageRows.Row> rows = new ArrayList<>();
    for (int label = 0; label < Math.min(MOST_LABELS, images.classes()); label++) {
      String name = images.labelNames().get(label);
      rows.add(new ImageRows.Row(name, first(images, label, true)));
      if (images.labelKind() == LabelKind.MULTI) {
        rows.add(new ImageRows.Row("no " + name, first(images, label, false)));
      }
    }
    int zoom = Math.max(images.height(), images.width()) <= ZOOMED_SIDE ? 2 : 1;
    return ImageRows.draw(rows, images.channels(), images.height(), images.width(), zoom);
  }

  private static float[] first(LabelledImages images, int label, boolean has) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < images.count() && found.size() < COLUMNS; i++) {
      if (images.labelling().has(i, label) == has) {
        found.add(i);
      }
    }
    float[] values = new float[found.size() * images.imageSize()];
    for (int i = 0; i < found.size(); i++) {
      images.copyImage(found.get(i), values, i * images.imageSize());
    }
    return values;
  }
}
