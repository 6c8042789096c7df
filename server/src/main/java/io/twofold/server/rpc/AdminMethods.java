package io.twofold.server.rpc;

/** The methods that are for administration. */
final class AdminMethods {

  /** Tells the addresses of callers and what each connection carries. */
  private static final String CHANNELZ = "grpc.channelz.v1.Channelz/";

  private AdminMethods() {}

  /**
   * Whether a method is for administration.
   *
   * @param fullMethodName as in {@code package.Service/Method}
   */
  static boolean include(String fullMethodName) {
    return fullMethodName.startsWith(CHANNELZ);
  }
}
