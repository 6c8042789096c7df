package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.client.ClientBuilder;
import io.twofold.client.TwofoldClient;
import io.twofold.codec.TinyBundle;
import io.twofold.server.ServerConfig;
import io.twofold.server.TestAuthority;
import io.twofold.server.TwofoldServer;
import io.twofold.server.security.Access;
import io.twofold.server.security.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the client against servers that are protected, over real sockets. */
@Timeout(120)
class ProtectedServerTest {

  private static final String TOKEN = "annas-token-0123456789";

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("twofold test");
  private Path ca;
  private Path certificate;
  private Path key;
  private TwofoldServer server;

  @BeforeEach
  void start() throws Exception {
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    ca = authority.writeTo(folder.resolve("ca.pem"));
    certificate = folder.resolve("server.pem");
    key = folder.resolve("server-key.pem");
    authority.issue("server", certificate, key);
    server = start(Access.open());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void overTlsWithAToken() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), "# Anna\n" + TOKEN + "\n");
    restart(Access.open().withTls(new TlsFiles(certificate, key)).withTokens(tokens));

    Run run = models("--ca", ca, "--token-file", tokens);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsPattern("tiny +1 +serving");

    Run nameless = models("--ca", ca);
    assertThat(nameless.exitCode()).isEqualTo(3);
    assertThat(nameless.err())
        .contains("a token is needed", "; --token-file or TWOFOLD_TOKEN gives one")
        .hasLineCount(1);

    assertFails(models("--tls", "--token-file", tokens), "certificate is not trusted", "--ca");
    assertFails(models("--token-file", tokens), "127.0.0.1:" + server.port(), "--tls");
  }

  @Test
  void mutualTls() throws Exception {
    restart(Access.open().withTls(new TlsFiles(certificate, key, ca)));
    Path mine = folder.resolve("client.pem");
    Path myKey = folder.resolve("client-key.pem");
    authority.issue("client", mine, myKey);

    assertThat(models("--ca", ca, "--cert", mine, "--key", myKey).out()).contains("serving");
    assertFails(models("--ca", ca), "no secure connection", "give --cert and --key");
    try (TwofoldClient client =
        TwofoldClient.builder(target()).trust(ca).identity(mine, myKey).build()) {
      assertThat(client.models()).hasSize(1);
    }
  }

  @Test
  void aServerWithoutTls() {
    assertFails(models("--ca", ca), "it speaks plaintext, so call it without TLS");
    assertThat(models("--token-file", ca).exitCode())
        .as("a file that holds no token, such as a certificate")
        .isEqualTo(2);
  }

  @Test
  void optionsThatCannotBeMeant() throws Exception {
    assertUsage(models("--cert", certificate), "--cert and --key go together");
    assertUsage(models("--ca", folder.resolve("gone")), "there is no file '", "gone' to be read");
    assertUsage(models("--ca", Files.writeString(folder.resolve("x"), "x")), "must be PEM");
    assertUsage(models("--token-file", folder.resolve("gone")), "cannot be read");
    Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
    assertUsage(models("--token-file", empty), "empty' holds no token");
  }

  @Test
  void aTokenStaysOutOfPlaintextToOtherMachines() {
    assertThatThrownBy(() -> TwofoldClient.builder("example.invalid:7411").token(TOKEN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("example.invalid:7411 in plaintext", "--tls", "--insecure");
    for (String here : new String[] {"127.0.0.1:7411", "localhost:7411", "[::1]:7411"}) {
      TwofoldClient.builder(here).token(TOKEN).build().close();
    }
    TwofoldClient.builder("example.invalid:1").token(TOKEN).allowPlaintextToken().build().close();
    TwofoldClient.builder("example.invalid:1").token(TOKEN).tls().build().close();
    assertThatThrownBy(() -> TwofoldClient.builder("localhost:1").token("two words"))
        .hasMessageContaining("one word")
        .message()
        .doesNotContain("two");
  }

  @Test
  void theEnvironmentMayHoldTheToken() throws Exception {
    restart(Access.open().withTokens(Files.writeString(folder.resolve("tokens"), TOKEN + "\n")));
    ClientBuilder builder = TwofoldClient.builder(target());
    new SecurityOptions().applyTo(builder, name -> name.equals("TWOFOLD_TOKEN") ? TOKEN : null);
    try (TwofoldClient client = builder.build()) {
      assertThat(client.models()).hasSize(1);
    }
  }

  private void restart(Access access) throws Exception {
    server.close();
    server = start(access);
  }

  private TwofoldServer start(Access access) throws Exception {
    return TwofoldServer.start(
        ServerConfig.defaults().onFreePorts(folder.resolve("models")).withAccess(access));
  }

  private String target() {
    return "127.0.0.1:" + server.port();
  }

  private Run models(Object... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "models";
    words[1] = "--server";
    words[2] = target();
    System.arraycopy(options, 0, words, 3, options.length);
    return Run.of(words);
  }

  private static void assertFails(Run run, String... message) {
    assertThat(run.exitCode()).as(run.err()).isIn(1, 4);
    assertThat(run.err()).startsWith("error: ").contains(message).hasLineCount(1);
  }

  private static void assertUsage(Run run, String... message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }
}
