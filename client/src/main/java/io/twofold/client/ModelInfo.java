package io.twofold.client;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One version of a model, as the server sees it. What follows {@code reason} comes from the
 * version's manifest: empty or 0 where the server could not read that.
 *
 * @param model the model's name
 * @param version the version's number
 * @param state where the version stands
 * @param reason why it failed; empty otherwise
 * @param latentSpace the id of the training run that made it
 * @param channels channels of its images
 * @param height rows of its images
 * @param width columns of its images
 * @param dimS values in each s
 * @param dimZ values in each z
 * @param labels the names of its labels
 * @param labelKind how many of the labels an image has
 * @param scorecard the headline of its scorecard, sorted by measure
 */
public record ModelInfo(
    String model,
    long version,
    VersionState state,
    String reason,
    String latentSpace,
    int channels,
    int height,
    int width,
    int dimS,
    int dimZ,
    List<String> labels,
    LabelKind labelKind,
    Map<String, Double> scorecard) {

  /** Copies the collections. */
  public ModelInfo {
    labels = List.copyOf(labels);
    scorecard = Collections.unmodifiableMap(new TreeMap<>(scorecard));
  }
}
