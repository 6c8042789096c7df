package io.twofold.server.cli;

import io.twofold.server.security.Access;
import io.twofold.server.security.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may call, and over what. */
final class AccessOptions {

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = {
        "Speaks TLS with this certificate: PEM, followed by those that lead to its root.",
        "This file and the next four are read again when they change."
      })
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key: PEM, PKCS#8, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "Callers must show a certificate that one of these vouches for: PEM.")
  private @Nullable Path clientCa;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = {
        "Callers must hold one of these tokens, except for health.",
        "One a line, of 16 characters or more; lines with # are comments."
      })
  private @Nullable Path tokens;

  @Option(
      names = "--admin-tokens",
      paramLabel = "FILE",
      description = "The tokens that administration needs; they open everything else too.")
  private @Nullable Path adminTokens;

  @Option(
      names = "--insecure",
      description = "Allows plaintext at a --host that other machines reach.")
  private boolean insecure;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException where one of them needs another
   */
  Access access() {
    return new Access(tls(), tokens, adminTokens, insecure);
  }

  private @Nullable TlsFiles tls() {
    if (certificate != null && key != null) {
      return new TlsFiles(certificate, key, clientCa);
    }
    if (certificate != null || key != null) {
      throw new IllegalArgumentException("--tls-cert and --tls-key go together");
    }
    if (clientCa != null) {
      throw new IllegalArgumentException("--tls-client-ca needs --tls-cert and --tls-key");
    }
    return null;
  }
}
