package io.twofold.server.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.twofold.server.metrics.RefusalCause;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.server.security.Tokens;
import io.twofold.server.security.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls without the token that they need, before their messages are read. Health is for
 * everyone: probes hold no tokens.
 */
final class TokenCheck implements ServerInterceptor {

  private static final String HEALTH = HealthGrpc.SERVICE_NAME + "/";
  private static final String SCHEME = "Bearer ";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Tokens tokens;
  private final RpcMetrics metrics;

  TokenCheck(Tokens tokens, RpcMetrics metrics) {
    this.tokens = tokens;
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    Verdict verdict = method.startsWith(HEALTH) ? Verdict.ALLOWED : verdict(method, token(headers));
    if (verdict == Verdict.ALLOWED) {
      return next.startCall(call, headers);
    }
    metrics.refused(RefusalCause.TOKEN);
    call.close(status(verdict, method), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private Verdict verdict(String method, @Nullable String token) {
    return AdminMethods.include(method) ? tokens.forAdministration(token) : tokens.forUse(token);
  }

  /** The token that came; empty, which is no one's, where the header holds something else. */
  private static @Nullable String token(Metadata headers) {
    String header = headers.get(AUTHORIZATION);
    if (header == null) {
      return null;
    }
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : "";
  }

  private static Status status(Verdict verdict, String method) {
    return switch (verdict) {
      case ALLOWED -> Status.OK;
      case NO_TOKEN ->
          Status.UNAUTHENTICATED.withDescription(
              "a token is needed: send it in the header 'authorization: Bearer TOKEN'");
      case UNKNOWN_TOKEN ->
          Status.UNAUTHENTICATED.withDescription(
              "the token in the header 'authorization' is not one of this server's");
      case NOT_ADMIN ->
          Status.PERMISSION_DENIED.withDescription(
              method + " is for administration, and needs one of the tokens for it");
      case ADMIN_CLOSED ->
          Status.PERMISSION_DENIED.withDescription(
              method + " is for administration, and this server has no tokens for it");
    };
  }
}
