package io.twofold.server.batching;

import io.twofold.codec.Codec;
import io.twofold.codec.Operation;
import io.twofold.codec.session.OnnxGraph;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The lanes of one version: one for each operation. */
public final class Lanes {

  /** The most bytes of values that wait in a lane. */
  private static final long MOST_QUEUED_BYTES = 256L << 20;

  private final Map<Operation, Lane> lanes = new EnumMap<>(Operation.class);

  /**
   * @param limits what may wait in a lane, unless 256 MiB of values are fewer; a job by itself may
   *     have more
   * @param listeners who hears what an operation's lane does
   * @param nanoClock a clock for durations, in nanoseconds, such as {@link System#nanoTime}
   */
  public Lanes(
      Codec codec,
      Workers workers,
      QueueLimits limits,
      Function<Operation, LaneListener> listeners,
      LongSupplier nanoClock) {
    for (Operation operation : Operation.values()) {
      LaneListener listener = listeners.apply(operation);
      OnnxGraph graph = codec.graph(operation);
      long itemBytes =
          graph.inputs().stream().mapToLong(port -> (long) port.itemSize() * Float.BYTES).sum();
      QueueLimits fitting = limits.atMost(MOST_QUEUED_BYTES / itemBytes);
      lanes.put(operation, new Lane(graph, workers, fitting, listener, nanoClock));
    }
  }

  /** The lane of an operation. */
  public Lane of(Operation operation) {
    Lane lane = lanes.get(operation);
    if (lane == null) {
      throw new IllegalStateException("no lane for " + operation);
    }
    return lane;
  }
}
