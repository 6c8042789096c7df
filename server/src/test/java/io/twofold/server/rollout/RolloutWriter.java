package io.twofold.server.rollout;

import io.twofold.v1.RolloutEvent;
import io.twofold.v1.RolloutState;
import java.nio.file.Path;

/** A process that changes a rollout's state again and again, and says each generation it wrote. */
final class RolloutWriter {

  private RolloutWriter() {}

  /**
   * Changes the state until it has made all its changes.
   *
   * @param arguments the model's folder, this writer's name, and how many changes to make
   */
  public static void main(String[] arguments) throws RolloutException {
    RolloutFile file = new RolloutFile(Path.of(arguments[0]));
    int left = Integer.parseInt(arguments[2]);
    while (left > 0) {
      RolloutState now = file.read();
      RolloutState next =
          now.toBuilder()
              .setGeneration(now.getGeneration() + 1)
              .addHistory(RolloutEvent.newBuilder().setBy(arguments[1]).setWhat("changed"))
              .build();
      try {
        file.write(next);
        System.out.println(next.getGeneration());
        left--;
      } catch (RolloutException e) {
        if (e.kind() != RolloutException.Kind.CHANGED) {
          throw e;
        }
      }
    }
  }
}
