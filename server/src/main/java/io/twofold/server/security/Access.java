package io.twofold.server.security;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a server, and over what.
 *
 * @param tls the certificate that the server shows; null for plaintext
 * @param tokens the file of tokens that callers must hold one of; null lets everyone call
 * @param adminTokens the file of tokens for administration; null closes administration wherever the
 *     server is not {@linkplain #open open}
 * @param insecure whether plaintext may leave this machine
 */
public record Access(
    @Nullable TlsFiles tls, @Nullable Path tokens, @Nullable Path adminTokens, boolean insecure) {

  /** Plaintext without tokens, which is allowed on loopback. */
  public static Access open() {
    return new Access(null, null, null, false);
  }

  public Access withTls(TlsFiles tls) {
    return new Access(tls, tokens, adminTokens, insecure);
  }

  public Access withTokens(Path tokens) {
    return new Access(tls, tokens, adminTokens, insecure);
  }

  public Access withAdminTokens(Path adminTokens) {
    return new Access(tls, tokens, adminTokens, insecure);
  }

  /** Lets plaintext leave this machine. */
  public Access allowingPlaintext() {
    return new Access(tls, tokens, adminTokens, true);
  }
}
