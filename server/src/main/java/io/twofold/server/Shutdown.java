package io.twofold.server;

import java.time.Duration;

/**
 * How a server stops: first it says that it is not ready, then it takes no more calls, then it
 * ends.
 *
 * @param delay how long calls are still taken after the server has said that it is not ready, so
 *     that those who send them can hear of it; at most a day
 * @param drain how long calls in flight are waited for after that, at most a day
 */
public record Shutdown(Duration delay, Duration drain) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Enough for Kubernetes to take an endpoint out of every balancer. */
  private static final Duration NETWORK_DELAY = Duration.ofSeconds(5);

  public Shutdown {
    ServerConfig.require(!delay.isNegative(), "shutdown delay must not be negative, not " + delay);
    ServerConfig.require(
        delay.compareTo(DAY) <= 0, "shutdown delay must be at most a day, not " + delay);
    ServerConfig.require(!drain.isNegative(), "drain must not be negative, not " + drain);
    ServerConfig.require(drain.compareTo(DAY) <= 0, "drain must be at most a day, not " + drain);
  }

  /** The delay that suits a server at a host: none where only this machine can call it. */
  public static Duration delayAt(String host) {
    return Plaintext.staysHere(host) ? Duration.ZERO : NETWORK_DELAY;
  }
}
