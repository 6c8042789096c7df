package io.twofold.server.rpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.twofold.server.metrics.ConnectionMetrics;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts connections up to a limit. One beyond it is closed as soon as it is accepted, so that it
 * takes neither a file descriptor nor memory from those that are there.
 */
final class LimitedServerChannel extends NioServerSocketChannel {

  private static final System.Logger LOG = System.getLogger(LimitedServerChannel.class.getName());

  private final int most;
  private final ConnectionMetrics metrics;
  private final AtomicInteger open = new AtomicInteger();

  /** Whether the log says already that connections are turned away; only on the event loop. */
  private boolean isFull;

  /**
   * @param most the most connections at once
   */
  LimitedServerChannel(int most, ConnectionMetrics metrics) {
    this.most = most;
    this.metrics = metrics;
    metrics.follow(open::get);
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int count = super.doReadMessages(accepted);
    if (count > 0) {
      admit(accepted);
    }
    return count;
  }

  private void admit(List<Object> accepted) {
    Channel newest = (Channel) accepted.get(accepted.size() - 1);
    if (open.get() < most) {
      isFull = false;
      open.incrementAndGet();
      newest.closeFuture().addListener(closed -> open.decrementAndGet());
      return;
    }
    accepted.remove(accepted.size() - 1);
    newest.unsafe().closeForcibly();
    metrics.turnedAway();
    if (!isFull) {
      isFull = true;
      LOG.log(
          Level.WARNING,
          () ->
              "%d connections are open, as many as may be: others are closed at once until some end (--max-connections)"
                  .formatted(most));
    }
  }
}
