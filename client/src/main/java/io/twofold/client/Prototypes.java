package io.twofold.client;

import java.util.Arrays;
import java.util.List;

/**
 * What the labels of a version stand for: for each, the mean s of the training images that have it.
 * They are worth something only together with codes of the same latent space.
 *
 * <pre>{@code
 * Prototypes prototypes = client.prototypes();
 * Codes style = client.encode(seven).codes();
 * Images nine = client.decode(prototypes.of("9").withStyleOf(style), ImageFormat.PNG).images();
 * Images every = client.decode(prototypes.all().withStyleOf(style), ImageFormat.PNG).images();
 * }</pre>
 *
 * <p>Where images have several labels each, {@link #turnOn} and {@link #turnOff} change one label
 * of codes and leave the others; {@link #of} then shows the mean of all images with the label,
 * whatever else they have.
 *
 * @param servedBy the version whose prototypes these are
 * @param labelKind how many of the labels an image has
 * @param prototypes in the order of {@link ModelInfo#labels}; empty where the version has none
 */
public record Prototypes(ServedBy servedBy, LabelKind labelKind, List<Prototype> prototypes) {

  /** Copies the list. */
  public Prototypes {
    prototypes = List.copyOf(prototypes);
  }

  /**
   * What one label stands for.
   *
   * @param label its name
   * @param with the mean s of the images that have the label, a single content
   * @param without with {@link LabelKind#MULTI} the mean s of the images that lack it, a single
   *     content; with others the same as {@code with}
   */
  public record Prototype(String label, Contents with, Contents without) {}

  /** The names of the labels that have a prototype. */
  public List<String> labels() {
    return prototypes.stream().map(Prototype::label).toList();
  }

  /**
   * What a label stands for, a single content.
   *
   * @throws IllegalArgumentException where it has no prototype; the message names those that do
   */
  public Contents of(String label) {
    return find(label).with();
  }

  /**
   * What every label stands for, in the order of {@link #labels}.
   *
   * @throws IllegalStateException where the version has no prototypes
   */
  public Contents all() {
    if (prototypes.isEmpty()) {
      throw new IllegalStateException(
          "version %d of model '%s' has no prototypes"
              .formatted(servedBy.version(), servedBy.model()));
    }
    int dimS = prototypes.get(0).with().dimS();
    float[] s = new float[prototypes.size() * dimS];
    for (int i = 0; i < prototypes.size(); i++) {
      System.arraycopy(prototypes.get(i).with().s(), 0, s, i * dimS, dimS);
    }
    return new Contents(servedBy.latentSpace(), prototypes.size(), dimS, s);
  }

  /**
   * Codes whose images have a label, and are as they were otherwise: to each s is added what the
   * images with the label have more than those without.
   *
   * @param codes one or many
   * @throws IllegalStateException where an image has one label only: use {@link #of}
   * @throws IllegalArgumentException where the label has no prototype
   * @throws LatentSpaceException where the codes' latent space is another
   */
  public Codes turnOn(String label, Codes codes) {
    return turned(label, codes, 1);
  }

  /** {@link #turnOn} the other way: codes whose images lack the label. */
  public Codes turnOff(String label, Codes codes) {
    return turned(label, codes, -1);
  }

  private Codes turned(String label, Codes codes, int sign) {
    if (labelKind != LabelKind.MULTI) {
      throw new IllegalStateException(
          "an image of model '%s' has one label, which cannot be turned on or off: use of(\"%s\")"
              .formatted(servedBy.model(), label));
    }
    Prototype prototype = find(label);
    if (!codes.latentSpace().equals(servedBy.latentSpace())) {
      throw LatentSpaceException.mixed(servedBy.latentSpace(), codes.latentSpace());
    }
    float[] s = Arrays.copyOf(codes.s(), codes.s().length);
    int dimS = codes.dimS();
    for (int i = 0; i < s.length; i++) {
      s[i] += sign * (prototype.with().s()[i % dimS] - prototype.without().s()[i % dimS]);
    }
    return new Codes(codes.latentSpace(), codes.count(), dimS, codes.dimZ(), s, codes.z());
  }

  private Prototype find(String label) {
    return prototypes.stream()
        .filter(prototype -> prototype.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model '%s' has no prototype of the label '%s'; it has those of %s"
                        .formatted(servedBy.model(), label, labels())));
  }
}
