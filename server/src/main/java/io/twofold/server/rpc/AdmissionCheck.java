package io.twofold.server.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.server.admission.Admission;
import io.twofold.server.metrics.RefusalCause;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.v1.CodecServiceGrpc;
import java.util.Set;

/**
 * Refuses calls beyond the limit of concurrency, before their messages are read. A call takes one
 * of the places once its message is there, so that callers who are slow to send take none.
 *
 * <p>Only calls that run a model and have one answer are counted: streams are paced by their
 * callers, and the others cost nothing.
 */
final class AdmissionCheck implements ServerInterceptor {

  private static final Set<String> LIMITED =
      Set.of(
          CodecServiceGrpc.getEncodeMethod().getFullMethodName(),
          CodecServiceGrpc.getDecodeMethod().getFullMethodName(),
          CodecServiceGrpc.getSwapMethod().getFullMethodName(),
          GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName());

  private final Admission admission;
  private final RpcMetrics metrics;

  AdmissionCheck(Admission admission, RpcMetrics metrics) {
    this.admission = admission;
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!LIMITED.contains(call.getMethodDescriptor().getFullMethodName())) {
      return next.startCall(call, headers);
    }
    if (admission.isFull()) {
      refuse(call);
      return new ServerCall.Listener<>() {};
    }
    CallTracer tracer = CallTracer.current();
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        Admission.Permit permit = admission.tryEnter();
        if (permit == null) {
          refuse(call);
        } else {
          tracer.holds(permit);
          super.onHalfClose();
        }
      }
    };
  }

  private void refuse(ServerCall<?, ?> call) {
    metrics.refused(RefusalCause.CONCURRENCY);
    Refusals.overload(call);
  }
}
