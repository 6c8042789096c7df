package io.twofold.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Binds ports, and says in one line why one cannot be bound. */
final class Ports {

  /** Opens something at an address. */
  interface Opening<T> {
    T open(InetSocketAddress address) throws IOException;
  }

  private Ports() {}

  /**
   * Opens something at a host and port.
   *
   * @param flag the flag that chooses the port, for the message
   * @throws StartException where the host is not known, or the port is taken
   */
  static <T> T bind(String host, int port, String flag, Opening<T> opening) throws StartException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StartException("the host '%s' is not known; see --host".formatted(host), null);
    }
    try {
      return opening.open(address);
    } catch (IOException e) {
      throw new StartException(
          taken(e)
              ? "port %d of %s is taken, or not this machine's to take; choose another with %s"
                  .formatted(port, host, flag)
              : "port %d of %s cannot be opened: %s".formatted(port, host, e.getMessage()),
          e);
    }
  }

  private static boolean taken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
