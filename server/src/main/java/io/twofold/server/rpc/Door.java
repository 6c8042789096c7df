package io.twofold.server.rpc;

import io.grpc.netty.NettyServerBuilder;
import io.twofold.server.security.Credentials;
import io.twofold.server.security.Reloaded;
import io.twofold.server.security.ServerTls;

/**
 * What a call must pass before a service sees it.
 *
 * @param connections what one connection may cost
 * @param credentials the server's certificate, and the tokens that callers need
 */
public record Door(ConnectionLimits connections, Credentials credentials) {

  /** Puts the door in front of everything that the server will serve. */
  void applyTo(NettyServerBuilder builder) {
    connections.applyTo(builder);
    Reloaded<ServerTls> tls = credentials.tls();
    if (tls != null) {
      builder.sslContext(new ReloadedSslContext(tls));
    }
    if (!credentials.tokens().open()) {
      builder.intercept(new TokenCheck(credentials.tokens()));
    }
  }
}
