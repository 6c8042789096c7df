package io.twofold.client.cli;

import io.twofold.client.cli.images.ImageFile;
import io.twofold.client.cli.images.ModelImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a swap, in order: each content or label with the style at the same place, or a
 * single one with each of the other.
 *
 * @param contents what the answers show; empty where labels say it
 * @param labels what they show by name
 * @param styles how they look
 */
record SwapPlan(List<ImageFile> contents, List<String> labels, List<ImageFile> styles) {

  /** A pair: either its images' pixels, or why it is left out. */
  record Pair(byte @Nullable [] content, String label, byte[] style, String name, String reason) {

    boolean isUsable() {
      return reason.isEmpty();
    }
  }

  private int subjects() {
    return labels.isEmpty() ? contents.size() : labels.size();
  }

  /** True where contents and styles are as many, or one of them is single. */
  boolean pairs() {
    return subjects() == styles.size() || Math.min(subjects(), styles.size()) == 1;
  }

  /** How many pairs. */
  int count() {
    return Math.max(subjects(), styles.size());
  }

  /** What was given, in words. */
  String described() {
    return "%d contents and %d styles".formatted(subjects(), styles.size());
  }

  /** What tells this plan from others. */
  Fingerprint addTo(Fingerprint fingerprint) {
    labels.forEach(fingerprint::add);
    fingerprint.add("");
    contents.forEach(file -> add(fingerprint, file));
    fingerprint.add("");
    styles.forEach(file -> add(fingerprint, file));
    return fingerprint;
  }

  private static void add(Fingerprint fingerprint, ImageFile file) {
    fingerprint.add(file.name());
    try {
      fingerprint.add(file.stamp());
    } catch (IOException e) {
      // A file that cannot be looked at is one that is left out.
      fingerprint.add("");
    }
  }

  /**
   * The pairs in batches, read as they are asked for.
   *
   * @param images brings them into the shape of the model
   * @param first the place of the first, from 0
   * @throws IOException where a single image, which every pair needs, cannot be used
   */
  Iterator<List<Pair>> batches(ModelImages images, int first) throws IOException {
    byte[] content = contents.size() == 1 ? images.read(contents.get(0)) : null;
    byte[] style = styles.size() == 1 ? images.read(styles.get(0)) : null;
    return new Iterator<>() {
      private int next = first;

      @Override
      public boolean hasNext() {
        return next < count();
      }

      @Override
      public List<Pair> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        List<Pair> batch = new ArrayList<>();
        int usable = 0;
        int bytes = 0;
        while (hasNext() && usable < BulkOptions.BATCH && bytes < BulkOptions.BATCH_BYTES) {
          Pair pair = read(images, next++, content, style);
          batch.add(pair);
          if (pair.isUsable()) {
            usable++;
            bytes += pair.style().length;
          }
        }
        return batch;
      }
    };
  }

  private Pair read(
      ModelImages images, int index, byte @Nullable [] content, byte @Nullable [] style) {
    String label = labels.isEmpty() ? "" : labels.get(labels.size() == 1 ? 0 : index);
    ImageFile read = null;
    try {
      byte[] shown = content;
      if (shown == null && labels.isEmpty()) {
        read = contents.get(index);
        shown = images.read(read);
      }
      byte[] look = style;
      if (look == null) {
        read = styles.get(index);
        look = images.read(read);
      }
      return new Pair(shown, label, look, "", "");
    } catch (IOException e) {
      String name = read == null ? "" : read.name();
      return new Pair(null, label, new byte[0], name, Failures.describe(e));
    }
  }
}
