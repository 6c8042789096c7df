package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.LabelKind;
import java.util.List;
import java.util.Map;

/**
 * The image files of a source, none of them read yet.
 *
 * @param source the source as {@code --data} names it
 * @param title the source for people
 * @param name a short name, fit to name a model after
 * @param files in an order that depends on their names alone
 * @param kind how many labels a file has
 * @param labelNames the names of the labels, each once
 * @param settings what it takes to list the same files again, beside the source
 * @param findings what was odd
 */
record Listing(
    String source,
    String title,
    String name,
    List<LabelledFile> files,
    LabelKind kind,
    List<String> labelNames,
    Map<String, String> settings,
    Findings findings) {

  Listing {
    files = List.copyOf(files);
    labelNames = List.copyOf(labelNames);
    settings = Map.copyOf(settings);
  }
}
