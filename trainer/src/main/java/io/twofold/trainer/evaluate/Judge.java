package io.twofold.trainer.evaluate;

/**
 * Says what an image shows. A judge has never seen a model's output: it learns from real images
 * alone, apart from every model that it judges.
 */
public interface Judge {

  /** The class of each image; images are back to back, from 0 to 1. */
  int[] read(float[] images);

  /** How it learnt, for the record. */
  String recipe();
}
