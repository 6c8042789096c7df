package io.twofold.client;

import io.grpc.Status;
import java.time.Duration;

/**
 * Hears of each failed attempt of a call that is made again; what the call comes to, the caller
 * hears. It is called by the threads that make calls, and returns at once.
 */
@FunctionalInterface
public interface RetryListener {

  /**
   * An attempt failed, and there will be another.
   *
   * @param code what the attempt ended with
   * @param attempts of the call that have failed so far
   * @param delay until the next one
   */
  void retrying(Status.Code code, int attempts, Duration delay);
}
