package io.twofold.server.rpc;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The threads that read and write. */
final class EventLoops implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EventLoops.class.getName());
  private static final int CLOSE_SECONDS = 5;
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private final EventLoopGroup group;
  private final ThreadLocal<Executor> current = ThreadLocal.withInitial(this::find);

  EventLoops(int count) {
    leaveBuffersUnwatched();
    group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("twofold-io"), NioIoHandler.newFactory());
  }

  EventLoopGroup group() {
    return group;
  }

  /**
   * Runs a task on the current thread once it has handled what it has read; at once where the
   * current thread is no event loop.
   */
  Executor current() {
    return current.get();
  }

  @Override
  public void close() {
    Future<?> end = group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    if (!end.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      LOG.log(Level.WARNING, "a thread that reads and writes did not end");
    }
  }

  /**
   * Netty watches a sample of all buffers for those that are lost, with a stack trace for each: a
   * twentieth of the work of these threads. It still does where it is told to.
   */
  private static void leaveBuffersUnwatched() {
    if (System.getProperty(LEAK_DETECTION) == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private Executor find() {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        return loop;
      }
    }
    return Runnable::run;
  }
}
