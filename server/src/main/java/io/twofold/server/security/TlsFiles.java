package io.twofold.server.security;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a server that speaks TLS.
 *
 * @param certificate the server's certificate, followed by those that lead to its root
 * @param key the certificate's private key: PKCS#8, not encrypted
 * @param clientCa the certificates of those who may vouch for callers, for mutual TLS; null asks
 *     callers for no certificate
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {

  /** TLS in which only the server shows a certificate. */
  public TlsFiles(Path certificate, Path key) {
    this(certificate, key, null);
  }

  List<Path> all() {
    return clientCa == null ? List.of(certificate, key) : List.of(certificate, key, clientCa);
  }
}
