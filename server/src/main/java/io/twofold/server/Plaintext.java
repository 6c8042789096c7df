package io.twofold.server;

import io.twofold.server.security.Access;
import java.net.InetSocketAddress;

/** Plaintext stays on this machine, unless it is allowed to leave. */
final class Plaintext {

  private Plaintext() {}

  /** Whether a host is reached from this machine alone; true for one that is not known. */
  static boolean staysHere(String host) {
    InetSocketAddress address = new InetSocketAddress(host, 0);
    return address.isUnresolved() || address.getAddress().isLoopbackAddress();
  }

  /**
   * Makes sure that no call travels in plaintext unless that is meant.
   *
   * @throws StartException where it would
   */
  static void requireMeant(String host, Access access) throws StartException {
    if (access.tls() != null || access.insecure() || staysHere(host)) {
      return;
    }
    boolean tokens = access.tokens() != null || access.adminTokens() != null;
    throw new StartException(
        "the host '%s' is reached from other machines, and calls%s would travel in plaintext. Give a certificate with --tls-cert and --tls-key, or listen at --host 127.0.0.1, or allow plaintext with --insecure."
            .formatted(host, tokens ? " and their tokens" : ""),
        null);
  }
}
