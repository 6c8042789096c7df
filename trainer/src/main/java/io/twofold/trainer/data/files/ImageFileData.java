package io.twofold.trainer.data.files;

import io.twofold.codec.bundle.LabelKind;
import io.twofold.trainer.data.DataException;
import io.twofold.trainer.data.Dataset;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.data.Labels;
import io.twofold.trainer.data.files.LabelledFile.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Data sets made of a user's own image files. */
public final class ImageFileData {

  private final Listing listing;
  private final FileOptions options;
  private final Findings findings;
  private final Consumer<String> log;

  private ImageFileData(Listing listing, FileOptions options, Consumer<String> log) {
    this.listing = listing;
    this.options = options;
    this.findings = listing.findings();
    this.log = log;
  }

  /**
   * A folder with a subfolder for each class; {@code train} and {@code test} with these are
   * honoured.
   *
   * @param log takes lines for people: what was odd and left out, counted, with names
   * @throws DataException where the images cannot be used, with the reason
   */
  public static Dataset folder(Path folder, FileOptions options, Consumer<String> log)
      throws IOException {
    return new ImageFileData(FolderListing.of(folder), options, log).load();
  }

  /**
   * A CSV file with a path and one or more label columns.
   *
   * @param log takes lines for people: what was odd and left out, counted, with names
   * @throws DataException where the images cannot be used, with the reason
   */
  public static Dataset csv(Path csv, FileOptions options, Consumer<String> log)
      throws IOException {
    return new ImageFileData(CsvListing.of(csv, options), options, log).load();
  }

  private Dataset load() throws IOException {
    try {
      return read();
    } finally {
      findings.lines().forEach(line -> log.accept("Warning: " + line));
    }
  }

  private Dataset read() throws DataException {
    FileChecks.requireCarriable(listing);
    Map<LabelledFile, ImageHeader> headers = headers();
    if (headers.isEmpty()) {
      throw new DataException(listing.title() + ": there are none that can be used");
    }
    ImageSize size =
        options.size() == null ? ImageSize.mostCommon(headers.values()) : options.size();
    log.accept(
        "%d images, fitted to %s in %s"
            .formatted(headers.size(), size, options.channels() == 1 ? "grey" : "colour"));
    int imageSize = options.channels() * size.height() * size.width();
    if ((long) imageSize * headers.size() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%d images of %dx%s do not fit into memory; give a smaller --size"
              .formatted(headers.size(), options.channels(), size));
    }
    byte[] pixels = new byte[imageSize * headers.size()];
    List<LabelledFile> read = new ArrayList<>();
    for (LabelledFile file : headers.keySet()) {
      try {
        Picture picture =
            ImageFiles.decode(
                file.path(),
                options.channels(),
                warning ->
                    findings.add(
                        "files are damaged and may show it",
                        "%s (%s)".formatted(file.name(), warning)));
        System.arraycopy(picture.fitted(size), 0, pixels, imageSize * read.size(), imageSize);
        read.add(file);
      } catch (DataException e) {
        unreadable(file, e);
        continue;
      }
      if (!size(headers, file).is(size)) {
        findings.add("images are not of %s and were fitted to it".formatted(size), file.name());
      }
    }
    return split(
        new LabelledImages(
            options.channels(),
            size.height(),
            size.width(),
            Arrays.copyOf(pixels, imageSize * read.size()),
            FileChecks.labels(listing, read)),
        read,
        size);
  }

  private static ImageHeader size(Map<LabelledFile, ImageHeader> headers, LabelledFile file) {
    return headers.getOrDefault(file, new ImageHeader(0, 0));
  }

  private Map<LabelledFile, ImageHeader> headers() {
    Map<LabelledFile, ImageHeader> headers = new LinkedHashMap<>();
    for (LabelledFile file : listing.files()) {
      try {
        headers.put(file, ImageFiles.header(file.path()));
      } catch (DataException e) {
        unreadable(file, e);
      }
    }
    return headers;
  }

  private void unreadable(LabelledFile file, DataException reason) {
    findings.add(
        "files could not be read and were left out",
        "%s (%s)".formatted(file.name(), reason.getMessage()));
  }

  private Dataset split(LabelledImages images, List<LabelledFile> files, ImageSize size)
      throws DataException {
    SplittableRandom random = new SplittableRandom(options.seed());
    boolean given = files.stream().anyMatch(file -> file.part() != Part.OPEN);
    HeldOutSplit split;
    if (given) {
      split =
          new HeldOutSplit(
              HeldOutSplit.shuffled(indices(files, Part.TRAIN), random),
              HeldOutSplit.shuffled(indices(files, Part.TEST), random));
    } else {
      List<String> strata = files.stream().map(file -> file.labels().toString()).toList();
      split =
          HeldOutSplit.stratified(
              strata, options.testShare(), images.labelKind() == LabelKind.SINGLE, random);
    }
    if (split.train().length == 0 || split.test().length == 0) {
      throw new DataException(
          "%s: %d to learn from and %d held out; both are needed: %s"
              .formatted(
                  listing.title(),
                  split.train().length,
                  split.test().length,
                  given
                      ? "say of some images that they are train, of others that they are test"
                      : "a class of one image cannot be in both, so add some to it"));
    }
    LabelledImages train = images.pick(split.train());
    LabelledImages test = images.pick(split.test());
    FileChecks.requireLearnable(listing.title(), train.labelling());
    Labels held = test.labelling();
    int[] counts = held.counts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        findings.add("labels have no held-out image", held.names().get(label));
      }
    }
    return new Dataset(listing.name(), listing.title(), train, test, settings(size));
  }

  private Map<String, String> settings(ImageSize size) {
    Map<String, String> settings = new HashMap<>(listing.settings());
    settings.put("data", listing.source());
    settings.put("size", size.toString());
    settings.put("channels", options.channels() == 1 ? "grey" : "rgb");
    settings.put("test-share", Double.toString(options.testShare()));
    settings.put("data-seed", Long.toString(options.seed()));
    return settings;
  }

  private static List<Integer> indices(List<LabelledFile> files, Part part) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).part() == part) {
        indices.add(i);
      }
    }
    return indices;
  }
}
