package io.twofold.trainer.train;

import ai.djl.ndarray.NDManager;
import io.twofold.trainer.data.LabelledImages;
import io.twofold.trainer.model.Networks;
import java.util.Map;

/** A recipe with every hyper-parameter. */
public sealed interface Recipe permits TrainConfig, StrongConfig {

  /** The recipe's name. */
  String name();

  /** Passes over the images. */
  int epochs();

  /**
   * About how long an epoch takes beside the others.
   *
   * @param epoch from 1
   */
  double work(int epoch);

  /** Images in each draw. */
  int batch();

  /** The seed of everything random. */
  long seed();

  /** The hyper-parameters by the names of their flags, without the dashes. */
  Map<String, String> toMap();

  /** The sizes of the networks that learn from these images. */
  Networks.Sizes sizes(LabelledImages images);

  /**
   * A training of networks of {@link #sizes}.
   *
   * @param manager owns what lives as long as the training
   */
  Training training(NDManager manager, Networks nets, LabelledImages images);
}
