package io.twofold.codec.bundle;

import io.twofold.bundle.v1.Manifest;

/** How many of a model's labels an image has. */
public enum LabelKind {
  /** Exactly one: the labels are classes. */
  SINGLE,
  /** Any subset: each label is on or off by itself. */
  MULTI;

  /** The kind that a manifest declares; one that says nothing has classes. */
  public static LabelKind of(Manifest manifest) {
    return switch (manifest.getLabelKind()) {
      case LABEL_KIND_UNSPECIFIED, LABEL_KIND_SINGLE -> SINGLE;
      case LABEL_KIND_MULTI -> MULTI;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "label_kind %d is not known".formatted(manifest.getLabelKindValue()));
    };
  }

  /** The kind as a manifest has it. */
  public io.twofold.bundle.v1.LabelKind message() {
    return switch (this) {
      case SINGLE -> io.twofold.bundle.v1.LabelKind.LABEL_KIND_SINGLE;
      case MULTI -> io.twofold.bundle.v1.LabelKind.LABEL_KIND_MULTI;
    };
  }
}
