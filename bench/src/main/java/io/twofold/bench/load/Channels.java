package io.twofold.bench.load;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Connections to one server. Answers are handled on the connections' own event loops, and no call
 * is tried twice.
 */
public final class Channels implements AutoCloseable {

  private static final int MAX_ANSWER_BYTES = 256 << 20;

  private final List<ManagedChannel> channels;

  private Channels(List<ManagedChannel> channels) {
    this.channels = channels;
  }

  /**
   * Connections in plaintext, each made by its first call.
   *
   * @param target {@code host:port}
   */
  public static Channels plaintext(String target, int count) {
    return of(() -> NettyChannelBuilder.forTarget(target).usePlaintext(), count);
  }

  /**
   * Connections that are each made by their first call.
   *
   * @param connection where to and over what, anew for each
   */
  public static Channels of(Supplier<? extends ManagedChannelBuilder<?>> connection, int count) {
    return new Channels(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    connection
                        .get()
                        .directExecutor()
                        .disableRetry()
                        .maxInboundMessageSize(MAX_ANSWER_BYTES)
                        .build())
            .toList());
  }

  int count() {
    return channels.size();
  }

  Channel get(int index) {
    return channels.get(index);
  }

  /** Cuts off what is open. */
  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
