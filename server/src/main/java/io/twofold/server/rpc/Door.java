package io.twofold.server.rpc;

import io.grpc.ServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.twofold.server.admission.Admission;
import io.twofold.server.admission.HeldBytes;
import io.twofold.server.metrics.ConnectionMetrics;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.server.security.Credentials;
import io.twofold.server.security.Reloaded;
import io.twofold.server.security.ServerTls;

/**
 * What a call must pass before a service sees it.
 *
 * @param connections what connections may cost
 * @param credentials the server's certificate, and the tokens that callers need
 * @param admission how many calls are worked on at once
 * @param held what unfinished requests and unread answers may weigh
 */
public record Door(
    ConnectionLimits connections, Credentials credentials, Admission admission, HeldBytes held) {

  /** Puts the door in front of everything that the server will serve. */
  void applyTo(
      NettyServerBuilder builder, ConnectionMetrics connectionMetrics, RpcMetrics metrics) {
    connections.applyTo(builder, connectionMetrics);
    Reloaded<ServerTls> tls = credentials.tls();
    if (tls != null) {
      builder.sslContext(new ReloadedSslContext(tls));
    }
    builder.addTransportFilter(HeldTracer.accounts(held));
    metrics.follow(admission::limit);
    guard(builder, metrics);
  }

  /** Asks of every call what the door asks of calls, whatever brings them. */
  void guard(ServerBuilder<?> builder, RpcMetrics metrics) {
    // The last one added is the first to be called: who may not call takes no one's place.
    builder.intercept(new AdmissionCheck(admission, metrics));
    if (!credentials.tokens().open()) {
      builder.intercept(new TokenCheck(credentials.tokens(), metrics));
    }
  }
}
