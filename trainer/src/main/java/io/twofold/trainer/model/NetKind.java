package io.twofold.trainer.model;

/** What the encoders and the decoder are made of; the classifiers are linear in either case. */
public enum NetKind {
  /** Multi-layer perceptrons. */
  MLP,
  /** Convolutions, each of which halves or doubles the height and width. */
  CONV
}
