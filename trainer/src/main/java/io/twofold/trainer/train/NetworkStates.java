package io.twofold.trainer.train;

import ai.djl.ndarray.NDArray;
import io.twofold.trainer.checkpoint.CheckpointException;
import io.twofold.trainer.checkpoint.CheckpointReader;
import io.twofold.trainer.checkpoint.CheckpointWriter;
import io.twofold.trainer.checkpoint.Checkpointed;
import io.twofold.trainer.model.Network;
import io.twofold.trainer.model.Networks;
import io.twofold.trainer.optimize.ParameterBuffers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that networks have learnt: the parameters and the statistics of each. */
public final class NetworkStates implements Checkpointed {

  private final Map<String, ParameterBuffers> states = new LinkedHashMap<>();

  /**
   * @param networks by the names that they have in a checkpoint
   */
  public NetworkStates(Map<String, Network> networks) {
    networks.forEach(
        (name, network) -> {
          List<NDArray> arrays = new ArrayList<>(network.parameters().values());
          arrays.addAll(network.statistics().values());
          states.put(name, new ParameterBuffers(arrays));
        });
  }

  /** All six networks of the game. */
  public static NetworkStates of(Networks nets) {
    return new NetworkStates(
        Map.of(
            "enc_s", nets.encS,
            "enc_z", nets.encZ,
            "dec", nets.dec,
            "clf_s", nets.clfS,
            "clf_z", nets.clfZ,
            "clf_x", nets.clfX));
  }

  @Override
  public void save(CheckpointWriter out) {
    states.forEach((name, state) -> state.save(out.part(name)));
  }

  @Override
  public void restore(CheckpointReader in) throws CheckpointException {
    for (Map.Entry<String, ParameterBuffers> state : states.entrySet()) {
      state.getValue().restore(in.part(state.getKey()));
    }
  }
}
