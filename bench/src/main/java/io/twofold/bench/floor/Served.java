package io.twofold.bench.floor;

/** A server that is measured. */
public enum Served {
  /** A bare gRPC echo of a swap's messages: what gRPC alone costs. */
  ECHO,
  /** A swap server as one writes it at first. */
  NAIVE,
  /** {@code ./twofold serve}. */
  OURS
}
