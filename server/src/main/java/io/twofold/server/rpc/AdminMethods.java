package io.twofold.server.rpc;

import io.twofold.v1.RolloutServiceGrpc;

/** The methods that are for administration. */
final class AdminMethods {

  /** Decides which version answers. */
  private static final String ROLLOUTS = RolloutServiceGrpc.SERVICE_NAME + "/";

  /** Tells the addresses of callers and what each connection carries. */
  private static final String CHANNELZ = "grpc.channelz.v1.Channelz/";

  private AdminMethods() {}

  /**
   * Whether a method is for administration.
   *
   * @param fullMethodName as in {@code package.Service/Method}
   */
  static boolean include(String fullMethodName) {
    return fullMethodName.startsWith(CHANNELZ) || fullMethodName.startsWith(ROLLOUTS);
  }
}
