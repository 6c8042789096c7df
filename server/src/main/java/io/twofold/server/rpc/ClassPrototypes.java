package io.twofold.server.rpc;

import static java.util.Comparator.comparingInt;

import com.google.protobuf.ByteString;
import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.LabelKind;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.v1.GetPrototypesResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The typical s of each label, from a version's manifest. */
final class ClassPrototypes {

  private ClassPrototypes() {}

  /** All of a version's prototypes, as the contract has them. */
  static GetPrototypesResponse of(VersionHandle version) {
    Manifest manifest = version.codec().manifest();
    return GetPrototypesResponse.newBuilder()
        .setServedBy(Plans.servedBy(version))
        .setLabelKind(ModelStatuses.message(LabelKind.of(manifest)))
        .setDimS(manifest.getDimS())
        .addAllPrototypes(inOrder(manifest))
        .build();
  }

  private static List<io.twofold.v1.Prototype> inOrder(Manifest manifest) {
    return manifest.getPrototypesList().stream()
        .sorted(comparingInt(prototype -> manifest.getLabelsList().indexOf(prototype.getLabel())))
        .map(
            prototype ->
                io.twofold.v1.Prototype.newBuilder()
                    .setLabel(prototype.getLabel())
                    .setS(bytes(prototype.getSList()))
                    .setSOff(bytes(prototype.getSOffList()))
                    .build())
        .toList();
  }

  private static ByteString bytes(List<Float> values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(bytes::putFloat);
    return ByteString.copyFrom(bytes.flip());
  }

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
