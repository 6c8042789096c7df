package io.twofold.client;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Servers of tests, on this machine alone. */
final class LoopbackServer {

  private LoopbackServer() {}

  /** A server of the services, started on a free port. */
  static Server start(ServerServiceDefinition... services) {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addServices(List.of(services))
            .build();
    try {
      return server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
