package io.twofold.server.rpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The open calls of one kind, so that a server that stops can end them. */
final class OpenCalls {

  private final Predicate<MethodType> kind;
  private final Set<GuardedCall<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private OpenCalls(Predicate<MethodType> kind) {
    this.kind = kind;
  }

  /** Calls with a single answer. */
  static OpenCalls unary() {
    return new OpenCalls(type -> type == MethodType.UNARY);
  }

  /** Calls with any number of answers. */
  static OpenCalls streams() {
    return new OpenCalls(type -> type != MethodType.UNARY);
  }

  /** Takes a call, if it is of the kind; it must be removed when it is over. */
  void add(GuardedCall<?, ?> call) {
    if (kind.test(call.getMethodDescriptor().getType())) {
      open.add(call);
      if (ended) {
        end(call);
      }
    }
  }

  void remove(GuardedCall<?, ?> call) {
    open.remove(call);
  }

  /** Ends every call with UNAVAILABLE, and each that is opened from now on. */
  void end() {
    ended = true;
    open.forEach(OpenCalls::end);
  }

  private static void end(GuardedCall<?, ?> call) {
    call.close(Status.UNAVAILABLE.withDescription("the server is stopping"), new Metadata());
  }
}
