package io.twofold.server.rpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.twofold.codec.Operation;
import io.twofold.inference.v1.GRPCInferenceServiceGrpc;
import io.twofold.server.admission.Admission;
import io.twofold.server.admission.HeldBytes;
import io.twofold.server.metrics.RefusalCause;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.server.metrics.RpcTraffic;
import io.twofold.server.repository.VersionId;
import io.twofold.server.rollout.Evidence;
import io.twofold.server.tracing.CallSpan;
import io.twofold.server.tracing.RequestSpan;
import io.twofold.server.tracing.Tracing;
import io.twofold.v1.CodecServiceGrpc;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call from its arrival at the transport to its end there, so that time in queues and
 * calls that never reach the service are counted too.
 */
final class CallTracer extends HeldTracer {

  private static final System.Logger LOG = System.getLogger(CallTracer.class.getName());

  /** What calls of one method share. */
  private record Method(String service, String name, RpcTraffic traffic) {}

  private final RpcMetrics metrics;
  private final Evidence evidence;
  private final LongSupplier nanoClock;
  private final String rpc;
  private final RpcTraffic traffic;
  private final long arrivedNanos;
  private final @Nullable CallSpan span;
  private volatile @Nullable VersionId by;
  private volatile Admission.@Nullable Permit permit;
  private int images;

  private CallTracer(
      HeldBytes held,
      RpcMetrics metrics,
      Evidence evidence,
      LongSupplier nanoClock,
      Method method,
      @Nullable CallSpan span) {
    super(held, metrics);
    this.span = span;
    this.metrics = metrics;
    this.evidence = evidence;
    this.nanoClock = nanoClock;
    this.rpc = method.name();
    this.traffic = method.traffic();
    this.arrivedNanos = nanoClock.getAsLong();
    metrics.arrived();
  }

  /**
   * Tracers for the methods of the codec service, and for ModelInfer. Of other calls, only the
   * bytes are followed: callers choose the names of methods that do not exist.
   */
  static ServerStreamTracer.Factory factory(
      HeldBytes held,
      RpcMetrics metrics,
      Evidence evidence,
      LongSupplier nanoClock,
      @Nullable Tracing tracing) {
    Map<String, Method> methods =
        Stream.concat(
                CodecServiceGrpc.getServiceDescriptor().getMethods().stream(),
                Stream.of(GRPCInferenceServiceGrpc.getModelInferMethod()))
            .collect(
                Collectors.toUnmodifiableMap(
                    MethodDescriptor::getFullMethodName, method -> method(metrics, method)));
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        Method method = methods.get(fullMethodName);
        if (method == null) {
          return new HeldTracer(held, metrics);
        }
        CallSpan span =
            tracing == null
                ? null
                : tracing.start(method.service(), method.name(), name -> header(headers, name));
        return new CallTracer(held, metrics, evidence, nanoClock, method, span);
      }
    };
  }

  private static Method method(RpcMetrics metrics, MethodDescriptor<?, ?> method) {
    String name = String.valueOf(method.getBareMethodName());
    return new Method(String.valueOf(method.getServiceName()), name, metrics.traffic(name));
  }

  private static @Nullable String header(Metadata headers, String name) {
    return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  /** The tracer of the call that the current thread works for, which must be one of these. */
  static CallTracer current() {
    return (CallTracer) HeldTracer.current();
  }

  /** Lets the call leave when it ends. */
  void holds(Admission.Permit permit) {
    this.permit = permit;
  }

  /** Notes how long the call waited in its queue, in nanoseconds. */
  void waited(long nanos) {
    Admission.Permit admitted = permit;
    if (admitted != null) {
      admitted.waited(nanos);
    }
  }

  /** Notes that the queue had no room for the call. */
  void foundQueueFull() {
    metrics.refused(RefusalCause.QUEUE);
    Admission.Permit admitted = permit;
    if (admitted != null) {
      admitted.dropped();
    }
  }

  /** Notes which version was chosen. */
  void chose(VersionId version) {
    by = version;
    if (span != null) {
      span.chose(version.model(), version.version());
    }
  }

  /**
   * The spans of a request of the call that is about to be queued; null where it is not traced.
   *
   * @param images how many it has
   */
  @Nullable RequestSpan queued(Operation operation, int images) {
    return span == null ? null : span.queued(operation.name().toLowerCase(Locale.ROOT), images);
  }

  /** Notes images that the call asks for; only on the call's event loop. */
  void images(int count) {
    images += count;
  }

  @Override
  public void inboundWireSize(long bytes) {
    super.inboundWireSize(bytes);
    traffic.received(bytes);
  }

  @Override
  public void outboundWireSize(long bytes) {
    super.outboundWireSize(bytes);
    traffic.sent(bytes);
  }

  /** Called once for each call, by gRPC's contract. */
  @Override
  public void streamClosed(Status status) {
    super.streamClosed(status);
    Admission.Permit admitted = permit;
    if (admitted != null) {
      admitted.leave();
    }
    VersionId version = by;
    long nanos = nanoClock.getAsLong() - arrivedNanos;
    metrics.ended(rpc, version, status.getCode().name(), nanos);
    if (version != null && isEvidence(status)) {
      evidence.answered(version, !status.isOk(), nanos);
    }
    if (status.isOk() && version != null) {
      metrics.images(rpc, version, images);
    }
    if (span != null) {
      end(span, status, version);
    }
  }

  private void end(CallSpan ended, Status status, @Nullable VersionId version) {
    boolean failed =
        switch (status.getCode()) {
          case INTERNAL, UNKNOWN, DATA_LOSS, UNAVAILABLE, UNIMPLEMENTED, DEADLINE_EXCEEDED -> true;
          default -> false;
        };
    ended.end(status.getCode().value(), failed);
    if (failed) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s of %s ended with %s, trace_id=%s"
                  .formatted(rpc, version, status.getCode(), ended.traceId()));
    }
  }

  /** A call that its caller got wrong, or left, says nothing of the version. */
  private boolean isEvidence(Status status) {
    return !rpc.endsWith("Stream")
        && switch (status.getCode()) {
          case OK, INTERNAL, UNKNOWN, DATA_LOSS, DEADLINE_EXCEEDED -> true;
          default -> false;
        };
  }
}
