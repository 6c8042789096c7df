package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.server.security.Access;
import io.twofold.server.security.TlsFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaintextTest {

  private static final Path FILE = Path.of("file");

  @TempDir Path repository;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1", "no-such-host.invalid"})
  void staysOnThisMachine(String host) {
    assertThatCode(() -> Plaintext.requireMeant(host, Access.open())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
  void leavesItOnlyWhereThatIsMeant(String host) {
    assertThatThrownBy(() -> Plaintext.requireMeant(host, Access.open()))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "the host '%s' is reached from other machines, and calls would", host)
        .hasMessageContainingAll("--tls-cert", "--tls-key", "--host 127.0.0.1", "--insecure");
    assertThatThrownBy(() -> Plaintext.requireMeant(host, Access.open().withTokens(FILE)))
        .hasMessageContaining("calls and their tokens would travel in plaintext");
    assertThatCode(() -> Plaintext.requireMeant(host, Access.open().allowingPlaintext()))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> Plaintext.requireMeant(host, Access.open().withTls(new TlsFiles(FILE, FILE))))
        .doesNotThrowAnyException();
  }

  @Test
  void aServerAsksBeforeItListens() {
    ServerConfig config =
        ServerConfig.defaults().withRepository(repository).withEndpoints(new Endpoints("::", 0, 0));
    assertThatThrownBy(() -> TwofoldServer.start(config))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("allow plaintext with --insecure");
  }
}
