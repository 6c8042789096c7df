package io.twofold.codec.session;

import ai.onnxruntime.OrtEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's process-wide environment.
 *
 * <p>While it starts, ONNX Runtime 1.29 recurses over the process's command line; one of several
 * kilobytes, such as a long class path, overflows a Java thread's usual stack and ends the process.
 * So it is started on a thread with a larger stack.
 */
final class OnnxEnvironment {

  private static final long STACK_BYTES = 64L << 20;

  private OnnxEnvironment() {}

  /** Starts the environment on first use. */
  private static final class Holder {
    static final Starter STARTED = start();

    private static Starter start() {
      Starter starter = new Starter();
      Thread thread = new Thread(null, starter, "onnxruntime-start", STACK_BYTES);
      thread.start();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return starter;
    }
  }

  /** Starts the environment and keeps it, or the reason why it did not start. */
  private static final class Starter implements Runnable {
    private @Nullable OrtEnvironment environment;
    private @Nullable Throwable failure;

    @Override
    public void run() {
      try {
        environment = OrtEnvironment.getEnvironment();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    OrtEnvironment environment() {
      if (environment == null) {
        throw new OnnxUnavailableException(failure);
      }
      return environment;
    }
  }

  /**
   * The environment, started on first use.
   *
   * @throws OnnxUnavailableException where the native library cannot be loaded
   */
  static OrtEnvironment get() {
    return Holder.STARTED.environment();
  }
}
