package io.twofold.client;

/** How many of a version's labels an image has. */
public enum LabelKind {
  /** The server does not say. */
  UNKNOWN,
  /** Exactly one: the labels are classes. */
  SINGLE,
  /** Any subset: each label is on or off by itself. */
  MULTI
}
