package io.twofold.bench.cli;

import io.twofold.client.ClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a protected server is reached: the options of the client's commands. */
final class SecurityOptions {

  private static final String TOKEN_VARIABLE = "TWOFOLD_TOKEN";

  @Option(names = "--tls", description = "Speak TLS with --server.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Speak TLS, and trust what one of these PEM certificates vouches for. Default: what Java"
              + " trusts")
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
          "Send the token in the file's first line. Default: the environment variable "
              + TOKEN_VARIABLE
              + ", else none")
  private @Nullable Path tokenFile;

  @Option(names = "--insecure", description = "Send the token to another machine in plaintext.")
  private boolean insecure;

  /** Whether any of the options was given. */
  boolean areGiven() {
    return tls
        || insecure
        || authorities != null
        || certificate != null
        || key != null
        || tokenFile != null;
  }

  /**
   * Sets what the options say.
   *
   * @param environment the value of an environment variable, or null
   * @throws IllegalArgumentException where a file cannot be used, or one option needs another
   */
  void applyTo(ClientBuilder client, UnaryOperator<@Nullable String> environment) {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("--cert and --key go together");
    }
    if (tls) {
      client.tls();
    }
    if (authorities != null) {
      client.trust(authorities);
    }
    if (certificate != null && key != null) {
      client.identity(certificate, key);
    }
    if (insecure) {
      client.allowPlaintextToken();
    }
    String token = tokenFile == null ? environment.apply(TOKEN_VARIABLE) : tokenIn(tokenFile);
    if (token != null && !token.isBlank()) {
      client.token(token.strip());
    }
  }

  private static String tokenIn(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("'%s' holds no token".formatted(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException("the token file cannot be read: " + e, e);
    }
  }
}
