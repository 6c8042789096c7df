package io.twofold.trainer.report;

import io.twofold.trainer.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A look at a data set: a row for each class with its first images and its name. */
public final class SampleSheet {

  /** About how many pixels of the picture an image's longer side takes. */
  private static final int SIDE = 84;

  /** The most pixels that a class's name takes. */
  private static final int NAME_WIDTH = 320;

  private static final int TEXT_SCALE = 2;

  private SampleSheet() {}

  /**
   * One class.
   *
   * @param name of the class
   * @param count how many images it has in all
   * @param images some of them: images × channels × height × width values, 0 to 1
   */
  public record Line(String name, int count, float[] images) {}

  /**
   * The sheet of labelled images.
   *
   * @param perClass the most images that are drawn of each class, at least 1
   * @param maxClasses the most classes that are drawn, the first ones, at least 1
   */
  public static BufferedImage draw(LabelledImages images, int perClass, int maxClasses) {
    List<Line> lines = new ArrayList<>();
    for (int label = 0; label < Math.min(maxClasses, images.classes()); label++) {
      int count = 0;
      float[] shown = new float[perClass * images.imageSize()];
      for (int i = 0; i < images.count(); i++) {
        if (images.labelling().has(i, label)) {
          if (count < perClass) {
            images.copyImage(i, shown, count * images.imageSize());
          }
          count++;
        }
      }
      float[] whole = Arrays.copyOf(shown, Math.min(count, perClass) * images.imageSize());
      lines.add(new Line(images.labelNames().get(label), count, whole));
    }
    return draw(lines, images.channels(), images.height(), images.width());
  }

  /** The sheet of classes, or of anything else that names and counts images. */
  public static BufferedImage draw(List<Line> lines, int channels, int height, int width) {
    List<ImageRows.Row> rows =
        lines.stream()
            .map(
                line -> {
                  String count = " (" + line.count() + ")";
                  int room = NAME_WIDTH - PixelText.width(count, TEXT_SCALE);
                  return new ImageRows.Row(
                      PixelText.fit(line.name(), TEXT_SCALE, room) + count, line.images());
                })
            .toList();
    int zoom = Math.max(1, SIDE / Math.max(height, width));
    return ImageRows.draw(rows, channels, height, width, zoom);
  }
}
