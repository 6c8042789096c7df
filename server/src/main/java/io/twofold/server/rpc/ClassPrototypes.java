package io.twofold.server.rpc;

import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.LabelKind;
import java.util.List;

/** The typical s of each label, from a version's manifest. */
final class ClassPrototypes {

  private ClassPrototypes() {}

  /**
   * The prototypes of labels.
   *
   * @return for each label, [dim_s]
   * @throws InvalidInputException where the model's images have several labels each, or it has no
   *     prototype of a label
   */
  static float[][] s(List<String> labels, Manifest manifest) {
    if (LabelKind.of(manifest) == LabelKind.MULTI) {
      throw new InvalidInputException(
          "content_labels",
          "content_labels need a model whose images have one label each, and those of '%s' have"
                  .formatted(manifest.getModel())
              + " several: send contents");
    }
    float[][] s = new float[labels.size()][];
    for (int i = 0; i < s.length; i++) {
      s[i] = s(labels.get(i), i, manifest);
    }
    return s;
  }

  private static float[] s(String label, int place, Manifest manifest) {
    for (Prototype prototype : manifest.getPrototypesList()) {
      if (prototype.getLabel().equals(label)) {
        float[] s = new float[prototype.getSCount()];
        for (int i = 0; i < s.length; i++) {
          s[i] = prototype.getS(i);
        }
        return s;
      }
    }
    throw new InvalidInputException(
        "content_labels[%d]".formatted(place),
        "model '%s' has no prototype of the label '%s'; it has those of %s"
            .formatted(
                manifest.getModel(),
                label,
                manifest.getPrototypesList().stream().map(Prototype::getLabel).toList()));
  }
}
