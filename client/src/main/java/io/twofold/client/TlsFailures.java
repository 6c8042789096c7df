package io.twofold.client;

import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what to do where a secure connection cannot be made. */
final class TlsFailures {

  /** gRPC's own words for a connection that was closed before it was used. */
  private static final String HUNG_UP = "Network closed for unknown reason";

  private TlsFailures() {}

  /** What was reported, with a hint where a server that speaks TLS hangs up on plaintext. */
  static String hinted(String reported) {
    return reported.equals(HUNG_UP)
        ? reported + "; if it speaks TLS, call it with TLS (--tls or --ca)"
        : reported;
  }

  /** The explanation of a failure, where TLS is at its root; null otherwise. */
  static @Nullable String explain(String target, Throwable failure) {
    SSLException tls = null;
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException found) {
        tls = found;
      }
      root = cause;
    }
    if (tls == null) {
      return null;
    }
    return "no secure connection to %s: %s (%s)"
        .formatted(target, wayOut(tls, root), root.getMessage());
  }

  private static String wayOut(SSLException failure, Throwable root) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("not an SSL/TLS record")) {
      return "it speaks plaintext, so call it without TLS";
    }
    if (message.startsWith("Received fatal alert")) {
      return "it does not accept this client; where it asks for a certificate, give --cert and --key";
    }
    if (root instanceof CertPathBuilderException) {
      return "its certificate is not trusted; give the one that vouches for it with --ca";
    }
    return "its certificate is not accepted";
  }
}
