package io.twofold.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The headers that belong to one call: which trace it is part of, and how often it was tried
 * before. An attempt that has neither passes as it is.
 */
final class CallHeaders implements ClientInterceptor {

  static final CallOptions.Key<@Nullable String> TRACE_PARENT =
      CallOptions.Key.create("traceparent");
  static final CallOptions.Key<Integer> PREVIOUS_ATTEMPTS =
      CallOptions.Key.createWithDefault("previous-attempts", 0);

  private static final Metadata.Key<String> TRACE_PARENT_HEADER =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  /** As in gRPC's own retries. */
  private static final Metadata.Key<String> PREVIOUS_ATTEMPTS_HEADER =
      Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String parent = options.getOption(TRACE_PARENT);
    int attempts = options.getOption(PREVIOUS_ATTEMPTS);
    if (parent == null && attempts == 0) {
      return call;
    }
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        if (parent != null) {
          headers.put(TRACE_PARENT_HEADER, parent);
        }
        if (attempts > 0) {
          headers.put(PREVIOUS_ATTEMPTS_HEADER, Integer.toString(attempts));
        }
        super.start(listener, headers);
      }
    };
  }
}
