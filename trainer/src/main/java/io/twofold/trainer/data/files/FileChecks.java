package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.codec.bundle.Manifests;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Labels;
import java.util.ArrayList;
import java.util.List;

/** Whether labels are fit to learn from. */
final class FileChecks {

  private FileChecks() {}

  /**
   * Refuses labels that no model can carry.
   *
   * @throws DataException where there are too many, or one is empty, too long or not printable
   */
  static void requireCarriable(Listing listing) throws DataException {
    List<String> names = listing.labelNames();
    if (names.size() > Manifests.MAX_LABELS) {
      throw new DataException(
          "%s have %d labels; a model takes %d at most"
              .formatted(listing.title(), names.size(), Manifests.MAX_LABELS));
    }
    List<String> refused = names.stream().filter(name -> !Manifests.isLabelName(name)).toList();
    if (!refused.isEmpty()) {
      throw new DataException(
          "%s: a label must have 1 to 200 characters, none of them a tab, a line break or the like, not '%s'; rename its folder, its rows or its column"
              .formatted(listing.title(), Findings.some(refused)));
    }
  }

  /**
   * The labels of the files that could be read.
   *
   * @throws DataException where there is one class only, or a class has no image
   */
  static Labels labels(Listing listing, List<LabelledFile> files) throws DataException {
    List<String> names = listing.labelNames();
    Labels labels =
        switch (listing.kind()) {
          case SINGLE ->
              new Labels.Single(
                  files.stream().mapToInt(file -> names.indexOf(file.labels().get(0))).toArray(),
                  names);
          case MULTI -> new Labels.Multi(flags(names, files), names);
        };
    if (listing.kind() == LabelKind.SINGLE && names.size() < 2) {
      throw new DataException(
          "%s are of one class only, '%s'; there must be two or more"
              .formatted(listing.title(), String.join("", names)));
    }
    requireLearnable(listing.title(), labels);
    return labels;
  }

  private static byte[] flags(List<String> names, List<LabelledFile> files) {
    byte[] flags = new byte[files.size() * names.size()];
    for (int i = 0; i < files.size(); i++) {
      for (String label : files.get(i).labels()) {
        flags[i * names.size() + names.indexOf(label)] = 1;
      }
    }
    return flags;
  }

  /**
   * Refuses labels that no image to learn from has or, where an image may have several, lacks.
   *
   * @param title what the images are, for messages
   */
  static void requireLearnable(String title, Labels labels) throws DataException {
    List<String> never = new ArrayList<>();
    List<String> always = new ArrayList<>();
    int[] counts = labels.counts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        never.add(labels.names().get(label));
      } else if (labels.kind() == LabelKind.MULTI && counts[label] == labels.count()) {
        always.add(labels.names().get(label));
      }
    }
    if (!never.isEmpty()) {
      throw new DataException(
          "%s: no image to learn from that can be used has the label %s; add some, or take away its folder, its rows or its column"
              .formatted(title, Findings.some(never)));
    }
    if (!always.isEmpty()) {
      throw new DataException(
          "%s: every image to learn from has the label %s; add some without it, or leave its column out of --label-columns"
              .formatted(title, Findings.some(always)));
    }
  }
}
