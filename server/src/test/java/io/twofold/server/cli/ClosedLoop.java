package io.twofold.server.cli;

import static io.twofold.server.Requests.float32;
import static io.twofold.server.Requests.swap;
import static io.twofold.server.RunningServer.GENEROUS;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.CodecServiceGrpc.CodecServiceBlockingStub;
import io.twofold.v1.ImageFormat;
import io.twofold.v1.Images;
import io.twofold.v1.SwapRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that each make a call as soon as the one before is answered, until they are stopped or
 * one fails.
 */
final class ClosedLoop implements AutoCloseable {

  private static final int IMAGES = 64;

  private final List<ManagedChannel> channels;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<StatusRuntimeException> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final List<Future<?>> loops = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  /** Starts as many callers on each channel. */
  ClosedLoop(List<ManagedChannel> channels, int callersEach) {
    this.channels = channels;
    Images images = float32(TinyBundle.images(IMAGES, 1));
    SwapRequest request = swap(images, images, ImageFormat.IMAGE_FORMAT_PNG);
    for (ManagedChannel channel : channels) {
      CodecServiceBlockingStub stub = CodecServiceGrpc.newBlockingStub(channel);
      for (int i = 0; i < callersEach; i++) {
        loops.add(callers.submit(() -> call(stub, request)));
      }
    }
  }

  private void call(CodecServiceBlockingStub stub, SwapRequest request) {
    try {
      while (!stopped) {
        int count =
            stub.withDeadlineAfter(GENEROUS.toSeconds(), TimeUnit.SECONDS)
                .swap(request)
                .getImages()
                .getCount();
        (count == IMAGES ? answered : wrong).incrementAndGet();
      }
    } catch (StatusRuntimeException e) {
      failures.add(e);
    }
  }

  /** Calls that were answered as they should be. */
  long answered() {
    return answered.get();
  }

  /** Calls that were answered with something else. */
  long wrong() {
    return wrong.get();
  }

  /** What ended callers. */
  List<StatusRuntimeException> failures() {
    return failures;
  }

  /** Waits until every caller was ended by a failure. */
  void awaitFailures() throws Exception {
    for (Future<?> loop : loops) {
      loop.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Lets every caller finish its call. */
  void stop() throws Exception {
    stopped = true;
    awaitFailures();
  }

  @Override
  public void close() {
    stopped = true;
    channels.forEach(ManagedChannel::shutdownNow);
    callers.shutdownNow();
  }
}
