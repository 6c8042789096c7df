package io.twofold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.TinyBundle;
import io.twofold.server.ServerConfig;
import io.twofold.server.TestAuthority;
import io.twofold.server.TwofoldServer;
import io.twofold.server.security.Access;
import io.twofold.server.security.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Load on a server that wants TLS, a certificate of its callers and a token. */
@Timeout(120)
class ProtectedLoadTest {

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("twofold test");
  private Path ca;
  private Path certificate;
  private Path key;
  private Path tokens;
  private TwofoldServer server;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    ca = authority.writeTo(folder.resolve("ca.pem"));
    certificate = folder.resolve("server.pem");
    key = folder.resolve("server-key.pem");
    authority.issue("server", certificate, key);
    tokens = Files.writeString(folder.resolve("tokens"), "# Anna\nannas-token-0123456789\n");
    server =
        TwofoldServer.start(
            ServerConfig.defaults()
                .onFreePorts(folder.resolve("models"))
                .withAccess(
                    Access.open().withTls(new TlsFiles(certificate, key, ca)).withTokens(tokens)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callsPassWithAllThatIsAskedFor() throws Exception {
    Path mine = folder.resolve("client.pem");
    Path myKey = folder.resolve("client-key.pem");
    authority.issue("client", mine, myKey);
    Run run = bench("--ca", ca, "--cert", mine, "--key", myKey, "--token-file", tokens);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("IN FLIGHT");

    Run nameless = bench("--ca", ca, "--cert", mine, "--key", myKey);
    assertThat(nameless.exitCode()).isEqualTo(3);
    assertThat(nameless.err()).contains("a token is needed");
  }

  @Test
  void withoutACertificateNoneDoes() {
    Run run = bench("--ca", ca, "--token-file", tokens);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("no secure connection");
  }

  private Run bench(Object... options) {
    return Run.of(
        Stream.concat(
                Stream.of("--server", "127.0.0.1:" + server.port()),
                Stream.concat(
                    Stream.of(
                        "--in-flight",
                        "2",
                        "--seconds",
                        "0.3",
                        "--warmup-seconds",
                        "0.1",
                        "--channels",
                        "2"),
                    Stream.of(options)))
            .toArray());
  }
}
