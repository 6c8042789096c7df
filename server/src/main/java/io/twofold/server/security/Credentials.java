package io.twofold.server.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and tokens of a running server. A thread looks every second whether their files
 * have changed; a change is in use within two looks.
 */
public final class Credentials implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final List<Reloaded<?>> reloaded = new ArrayList<>();
  private final @Nullable Reloaded<ServerTls> tls;
  private final Tokens tokens;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "twofold-credentials");
            thread.setDaemon(true);
            return thread;
          });

  private Credentials(Access access, boolean loopback) throws UnusableFileException {
    TlsFiles files = access.tls();
    if (files != null) {
      SmallFile.warnIfPublic(files.key());
    }
    this.tls = files == null ? null : watched(files.all(), () -> ServerTls.read(files));
    Reloaded<TokenSet> plain = tokens(access.tokens());
    Reloaded<TokenSet> admin = tokens(access.adminTokens());
    boolean nothingProtected = tls == null && plain == null && admin == null;
    this.tokens = new Tokens(plain, admin, loopback && nothingProtected);
  }

  /**
   * Reads every file that is named, and watches them until closed.
   *
   * @param loopback whether the server is reached from its own machine alone
   * @throws UnusableFileException where one of them cannot be used
   */
  public static Credentials open(Access access, boolean loopback) throws UnusableFileException {
    Credentials credentials = new Credentials(access, loopback);
    if (!credentials.reloaded.isEmpty()) {
      var unused =
          credentials.watcher.scheduleWithFixedDelay(
              credentials::look,
              BETWEEN_LOOKS.toMillis(),
              BETWEEN_LOOKS.toMillis(),
              TimeUnit.MILLISECONDS);
    }
    return credentials;
  }

  /** The state of TLS; null for plaintext. */
  public @Nullable Reloaded<ServerTls> tls() {
    return tls;
  }

  public Tokens tokens() {
    return tokens;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }

  private void look() {
    reloaded.forEach(Reloaded::look);
  }

  private @Nullable Reloaded<TokenSet> tokens(@Nullable Path file) throws UnusableFileException {
    if (file == null) {
      return null;
    }
    SmallFile.warnIfPublic(file);
    return watched(List.of(file), () -> TokenSet.read(file));
  }

  private <T> Reloaded<T> watched(List<Path> files, Reloaded.Reading<T> reading)
      throws UnusableFileException {
    Reloaded<T> value = new Reloaded<>(files, reading);
    reloaded.add(value);
    return value;
  }
}
