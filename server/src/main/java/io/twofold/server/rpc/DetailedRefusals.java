package io.twofold.server.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Gives details to every refusal that has none, whoever refuses: it must stand in front of every
 * other interceptor. gRPC's own services, such as health, keep their standard's statuses.
 */
final class DetailedRefusals implements ServerInterceptor {

  static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String service = call.getMethodDescriptor().getServiceName();
    if (service == null || service.startsWith("grpc.")) {
      return next.startCall(call, headers);
    }
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            if (!status.isOk() && !trailers.containsKey(DETAILS)) {
              trailers.merge(Statuses.plain(status).trailers());
            }
            super.close(status, trailers);
          }
        },
        headers);
  }
}
