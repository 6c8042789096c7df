package io.twofold.client.cli;

import io.grpc.Status;
import io.twofold.client.RetryListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says once, to someone at a terminal, that a call has no answer yet and is tried again. */
final class RetryNotice implements RetryListener {

  /** Attempts that have failed once a call has been tried for more than a second. */
  static final int ATTEMPTS = 6;

  private final PrintWriter err;
  private final String server;
  private final AtomicBoolean said = new AtomicBoolean();

  RetryNotice(PrintWriter err, String server) {
    this.err = err;
    this.server = server;
  }

  @Override
  public void retrying(Status.Code code, int attempts, Duration delay) {
    if (attempts >= ATTEMPTS && said.compareAndSet(false, true)) {
      err.println(
          switch (code) {
            case RESOURCE_EXHAUSTED ->
                "the server at %s is busy, trying again ...".formatted(server);
            default -> "no answer from %s yet, trying again ...".formatted(server);
          });
      err.flush();
    }
  }
}
