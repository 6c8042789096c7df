package io.twofold.server.rpc;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.twofold.server.security.Reloaded;
import io.twofold.server.security.ServerTls;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * Begins each handshake with the certificates of that moment; connections that stand keep theirs.
 */
final class ReloadedSslContext extends SslContext {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private record Made(ServerTls from, JdkSslContext context) {}

  private final Reloaded<ServerTls> tls;
  private volatile Made made;

  ReloadedSslContext(Reloaded<ServerTls> tls) {
    this.tls = tls;
    this.made = make(tls.value());
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return current().newEngine(allocator);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
    return current().newEngine(allocator, peerHost, peerPort);
  }

  @Override
  public boolean isClient() {
    return false;
  }

  @Override
  public List<String> cipherSuites() {
    return current().cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // The type is, and the method that must be given is not.
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return current().applicationProtocolNegotiator();
  }

  @Override
  public SSLSessionContext sessionContext() {
    return current().sessionContext();
  }

  private JdkSslContext current() {
    ServerTls now = tls.value();
    Made last = made;
    if (!last.from().equals(now)) {
      last = make(now);
      made = last;
    }
    return last.context();
  }

  private static Made make(ServerTls tls) {
    JdkSslContext context =
        new JdkSslContext(
            tls.context(),
            false,
            Http2SecurityUtil.CIPHERS,
            SupportedCipherSuiteFilter.INSTANCE,
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                "h2"),
            tls.mutual() ? ClientAuth.REQUIRE : ClientAuth.NONE,
            PROTOCOLS,
            false);
    return new Made(tls, context);
  }
}
