package io.twofold.trainer.evaluate;

/** A {@link Judge} of images that may have several labels. */
public interface LabelsJudge {

  /** The labels that each image shows; images are back to back, from 0 to 1. */
  Flags readLabels(float[] images);

  /** How it learnt, for the record. */
  String recipe();
}
