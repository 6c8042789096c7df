package io.twofold.faults;

import io.twofold.client.Encoded;
import io.twofold.client.Images;
import io.twofold.client.TwofoldClient;
import io.twofold.client.TwofoldException;
import io.twofold.codec.TinyBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that call without a pause until they are closed. */
final class CallLoad implements AutoCloseable {

  private static final Images IMAGE =
      Images.float32(
          TinyBundle.SHAPE.channels(),
          TinyBundle.SHAPE.height(),
          TinyBundle.SHAPE.width(),
          1,
          TinyBundle.images(1, 1));

  private final TwofoldClient client;
  private final List<Thread> callers = new ArrayList<>();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<TwofoldException> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Starts callers; every second one waits on futures. */
  CallLoad(TwofoldClient client, int count) {
    this.client = client;
    for (int i = 0; i < count; i++) {
      boolean future = i % 2 == 1;
      Thread caller = new Thread(() -> call(future), "caller-" + i);
      callers.add(caller);
      caller.start();
    }
  }

  private void call(boolean future) {
    while (!closed) {
      try {
        Encoded encoded = future ? client.encodeAsync(IMAGE).get() : client.encode(IMAGE);
        answers.addAndGet(encoded.codes().count());
      } catch (TwofoldException e) {
        failures.add(e);
      } catch (ExecutionException e) {
        failures.add((TwofoldException) e.getCause());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Waits until so many more calls were answered. */
  void awaitAnswers(int more) throws InterruptedException {
    long goal = answers.get() + more;
    while (answers.get() < goal) {
      Thread.sleep(5);
    }
  }

  /** Ends the callers, waits for their last calls, and says which failed. */
  List<TwofoldException> finish() throws InterruptedException {
    close();
    for (Thread caller : callers) {
      caller.join();
    }
    return List.copyOf(failures);
  }

  /** Ends the callers after their calls. */
  @Override
  public void close() {
    closed = true;
  }
}
