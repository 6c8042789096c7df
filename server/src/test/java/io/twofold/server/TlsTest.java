package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static io.twofold.server.RunningServer.await;
import static io.twofold.server.RunningServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.twofold.codec.TinyBundle;
import io.twofold.server.security.Access;
import io.twofold.server.security.Reloaded;
import io.twofold.server.security.TlsFiles;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.EncodeResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and mutual TLS over real sockets, with certificates that change while calls run. */
class TlsTest {

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("twofold test");
  private final TestAuthority stranger = new TestAuthority("stranger");
  private Path ca;
  private Path certificate;
  private Path key;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(folder.resolve("models"));
    ca = authority.writeTo(folder.resolve("ca.pem"));
    certificate = folder.resolve("server.pem");
    key = folder.resolve("server-key.pem");
    authority.issue("server", certificate, key);
  }

  @Test
  void callsTravelOverTls() throws Exception {
    try (RunningServer running = RunningServer.start(config(new TlsFiles(certificate, key)))) {
      assertThat(encodes(running, trusting(ca).build()).getServedBy().getVersion()).isEqualTo(1);
      assertThat(refusal(() -> running.stub().encode(encode(float32(new float[20])))).getCode())
          .as("plaintext")
          .isEqualTo(Code.UNAVAILABLE);
      Path other = stranger.writeTo(folder.resolve("other-ca.pem"));
      ChannelCredentials trustingOther = trusting(other).build();
      assertThat(refusal(() -> encodes(running, trustingOther)).getCode())
          .as("a client that trusts someone else")
          .isEqualTo(Code.UNAVAILABLE);
    }
  }

  @Test
  void mutualTlsAsksCallersForACertificate() throws Exception {
    Path clientCertificate = folder.resolve("client.pem");
    Path clientKey = folder.resolve("client-key.pem");
    try (RunningServer running = RunningServer.start(config(new TlsFiles(certificate, key, ca)))) {
      ChannelCredentials nameless = trusting(ca).build();
      assertThat(refusal(() -> encodes(running, nameless)).getCode())
          .as("without a certificate")
          .isEqualTo(Code.UNAVAILABLE);

      stranger.issue("caller", clientCertificate, clientKey);
      ChannelCredentials strange = showing(clientCertificate, clientKey);
      assertThat(refusal(() -> encodes(running, strange)).getCode())
          .as("with one of another authority")
          .isEqualTo(Code.UNAVAILABLE);

      authority.issue("caller", clientCertificate, clientKey);
      ChannelCredentials known = showing(clientCertificate, clientKey);
      assertThat(encodes(running, known).getCodes().getCount()).isEqualTo(1);
    }
  }

  @Test
  void aNewCertificateIsTakenWhileCallsRun() throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    AtomicBoolean enough = new AtomicBoolean();
    try (RunningServer running = RunningServer.start(config(new TlsFiles(certificate, key)));
        LogOf log = new LogOf(Reloaded.class)) {
      ManagedChannel kept = channel(running, trusting(ca).build());
      Future<Integer> calls = caller.submit(callingUntil(enough, kept));

      X509Certificate second = replace("second");
      await("the second certificate", () -> shown(running).equals(second.getSerialNumber()));

      Files.writeString(certificate, "no certificate at all");
      await("a warning", () -> log.lines().stream().anyMatch(line -> line.startsWith("WARNING")));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .singleElement()
          .asString()
          .contains("server.pem", "what was read before stays", "holds no certificate in PEM");
      assertThat(shown(running)).isEqualTo(second.getSerialNumber());

      X509Certificate third = replace("third");
      await("the third certificate", () -> shown(running).equals(third.getSerialNumber()));

      enough.set(true);
      assertThat(calls.get(60, TimeUnit.SECONDS)).as("answered calls").isPositive();
      kept.shutdownNow();
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  void aServerDoesNotStartWithFilesThatDoNotServe() throws Exception {
    Path rsa = folder.resolve("rsa-key.pem");
    TestAuthority.writeKey(rsa, KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
    Path otherKey = folder.resolve("other-key.pem");
    authority.issue("other", folder.resolve("other.pem"), otherKey);
    Path nothing = Files.createFile(folder.resolve("empty.pem"));

    refuses(new TlsFiles(folder.resolve("gone.pem"), key), "there is no file '", "gone.pem");
    refuses(new TlsFiles(certificate, folder.resolve("gone.pem")), "there is no file '");
    refuses(new TlsFiles(certificate, otherKey), "is not that of the first certificate in");
    refuses(new TlsFiles(certificate, rsa), "is not that of the first certificate in");
    refuses(new TlsFiles(certificate, nothing), "unencrypted PKCS#8 key", "openssl pkcs8 -topk8");
    refuses(new TlsFiles(nothing, key), "empty.pem' holds no certificate");
    refuses(new TlsFiles(certificate, key, nothing), "empty.pem' holds no certificate");
  }

  private void refuses(TlsFiles files, String... message) {
    assertThatThrownBy(() -> TwofoldServer.start(config(files)))
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll(message);
  }

  private ServerConfig config(TlsFiles files) {
    return ServerConfig.defaults()
        .onFreePorts(folder.resolve("models"))
        .withAccess(Access.open().withTls(files));
  }

  /** Issues another certificate, and puts it and its key where the server finds them. */
  private X509Certificate replace(String subject) throws IOException {
    Path newCertificate = folder.resolve("new.pem");
    Path newKey = folder.resolve("new-key.pem");
    X509Certificate issued = authority.issue(subject, newCertificate, newKey);
    Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);
    Files.move(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
    return issued;
  }

  private static TlsChannelCredentials.Builder trusting(Path ca) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(ca.toFile());
  }

  private ChannelCredentials showing(Path certificate, Path key) throws IOException {
    return trusting(ca).keyManager(certificate.toFile(), key.toFile()).build();
  }

  private static ManagedChannel channel(RunningServer running, ChannelCredentials credentials) {
    return NettyChannelBuilder.forAddress("127.0.0.1", running.server().port(), credentials)
        .build();
  }

  /** One call over a connection of its own. */
  private static EncodeResponse encodes(RunningServer running, ChannelCredentials credentials) {
    ManagedChannel channel = channel(running, credentials);
    try {
      return CodecServiceGrpc.newBlockingStub(channel).encode(encode(float32(new float[20])));
    } finally {
      channel.shutdownNow();
    }
  }

  private static Callable<Integer> callingUntil(AtomicBoolean enough, ManagedChannel channel) {
    return () -> {
      int answered = 0;
      while (!enough.get()) {
        var unused =
            CodecServiceGrpc.newBlockingStub(channel).encode(encode(float32(new float[20])));
        answered++;
        Thread.sleep(5);
      }
      return answered;
    };
  }

  /** The serial number of the certificate that a new connection is shown. */
  private static BigInteger shown(RunningServer running) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", running.server().port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  /** Takes any certificate: what it says is looked at afterwards. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
