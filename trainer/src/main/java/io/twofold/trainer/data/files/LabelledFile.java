package io.twofold.trainer.data.files;

import java.nio.file.Path;
import java.util.List;

/**
 * An image file and its labels.
 *
 * @param path the file
 * @param name how messages name it
 * @param labels the names of the labels that it has
 * @param part the part of the data set that its source puts it in
 */
record LabelledFile(Path path, String name, List<String> labels, Part part) {

  /** A part of a data set. */
  enum Part {
    /** To learn from. */
    TRAIN,
    /** Held out. */
    TEST,
    /** The source does not say. */
    OPEN
  }

  LabelledFile {
    labels = List.copyOf(labels);
  }
}
