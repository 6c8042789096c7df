package io.twofold.server;

/**
 * Where a server listens.
 *
 * @param host the address to listen at
 * @param port the gRPC port; 0 takes a free one
 * @param httpPort the HTTP port; 0 takes a free one
 */
public record Endpoints(String host, int port, int httpPort) {

  private static final int MAX_PORT = 65_535;

  public Endpoints {
    ServerConfig.require(!host.isBlank(), "host must not be empty");
    ServerConfig.require(
        port >= 0 && port <= MAX_PORT, "port must be from 0 to 65535, not " + port);
    ServerConfig.require(
        httpPort >= 0 && httpPort <= MAX_PORT, "httpPort must be from 0 to 65535, not " + httpPort);
    ServerConfig.require(
        port == 0 || port != httpPort, "port and httpPort must differ, both are " + port);
  }

  /** Ports 7411 and 7412 of loopback: for this machine alone. */
  public static Endpoints defaults() {
    return new Endpoints("127.0.0.1", 7411, 7412);
  }
}
