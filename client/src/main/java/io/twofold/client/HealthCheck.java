package io.twofold.client;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;

/** Asks a server's standard gRPC health check. */
final class HealthCheck {

  private HealthCheck() {}

  /**
   * The health of a service.
   *
   * @param service a model's name; empty for the whole server
   */
  static Health of(Calls calls, String service) {
    HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(service).build();
    try {
      return calls.blocking(HealthGrpc.getCheckMethod(), request, HealthCheck::read);
    } catch (TwofoldException e) {
      if (e.code() == Status.Code.NOT_FOUND) {
        return Health.UNKNOWN;
      }
      throw e;
    }
  }

  private static Health read(HealthCheckResponse response) {
    return switch (response.getStatus()) {
      case SERVING -> Health.SERVING;
      case NOT_SERVING -> Health.NOT_SERVING;
      case UNKNOWN, SERVICE_UNKNOWN, UNRECOGNIZED -> Health.UNKNOWN;
    };
  }
}
