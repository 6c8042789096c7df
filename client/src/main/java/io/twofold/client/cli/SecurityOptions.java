package io.twofold.client.cli;

import io.twofold.client.ClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches a server that is protected. */
final class SecurityOptions {

  static final String TOKEN_VARIABLE = "TWOFOLD_TOKEN";

  @Option(names = "--tls", description = "Speak TLS with the server.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Speak TLS, and trust servers that one of these PEM certificates vouches for (default:"
              + " those that Java trusts).")
  private @Nullable Path authorities;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Speak TLS, and show the server this PEM certificate.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key of --cert: PEM, PKCS#8, no password.")
  private @Nullable Path key;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Send the token in the file's first line (default: the environment variable "
              + TOKEN_VARIABLE
              + ", else none).")
  private @Nullable Path tokenFile;

  @Option(names = "--insecure", description = "Send the token to another machine in plaintext.")
  private boolean insecure;

  /**
   * Sets what the options say.
   *
   * @param environment the value of an environment variable, or null
   * @throws IllegalArgumentException where a file cannot be used, or one option needs another
   */
  void applyTo(ClientBuilder builder, UnaryOperator<@Nullable String> environment) {
    if (tls) {
      builder.tls();
    }
    if (authorities != null) {
      builder.trust(authorities);
    }
    if (certificate != null && key != null) {
      builder.identity(certificate, key);
    } else if (certificate != null || key != null) {
      throw new IllegalArgumentException("--cert and --key go together");
    }
    if (insecure) {
      builder.allowPlaintextToken();
    }
    String token = tokenFile == null ? environment.apply(TOKEN_VARIABLE) : firstToken(tokenFile);
    if (token != null && !token.isBlank()) {
      builder.token(token.strip());
    }
  }

  /** The first line that says something; files of tokens may have comments. */
  private static String firstToken(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("'%s' holds no token".formatted(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token file '%s' cannot be read: %s".formatted(file, e), e);
    }
  }
}
