package io.twofold.bench.floor;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.twofold.bench.process.ReadyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A gRPC server with nothing but its service, on a free port of the loopback address. */
final class PlainServer {

  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private PlainServer() {}

  static NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES);
  }

  /** Starts the server, writes the ready file, and waits for the end. */
  static void serve(NettyServerBuilder builder, Map<String, Path> options)
      throws IOException, InterruptedException {
    Server server = builder.build().start();
    ReadyFile.write(path(options, ReadyFile.OPTION), "127.0.0.1:" + server.getPort());
    server.awaitTermination();
  }

  /** Reads pairs of an option's name and a path. */
  static Map<String, Path> options(String[] args) {
    Map<String, Path> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], Path.of(args[i + 1]));
    }
    return options;
  }

  static Path path(Map<String, Path> options, String name) {
    Path path = options.get(name);
    if (path == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return path;
  }
}
