package io.twofold.server.rpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.ServerStreamTracer;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.twofold.server.admission.HeldBytes;
import io.twofold.server.metrics.RefusalCause;
import io.twofold.server.metrics.RpcMetrics;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows the bytes of one call's messages, whatever its method, for the account of its connection:
 * a call holds what it sent and what was answered until it is over. Streams let go of a request
 * when it is answered, and of answers when they have left.
 */
class HeldTracer extends ServerStreamTracer {

  private static final Attributes.Key<HeldBytes.Account> ACCOUNT =
      Attributes.Key.create("twofold-held");
  private static final Context.Key<HeldTracer> KEY = Context.key("twofold-call");

  private final RpcMetrics metrics;
  private final AtomicLong requestBytes = new AtomicLong();
  private final AtomicLong answerBytes = new AtomicLong();
  private final AtomicLong openRequests = new AtomicLong();
  private volatile HeldBytes.Account account;
  private @Nullable Runnable onTooMuch;

  /** What is counted already of the message that is read now; only on the call's event loop. */
  private long counted;

  HeldTracer(HeldBytes held, RpcMetrics metrics) {
    this.account = held.account();
    this.metrics = metrics;
  }

  /** Gives each connection its account. */
  static ServerTransportFilter accounts(HeldBytes held) {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(ACCOUNT, held.account()).build();
      }
    };
  }

  /** The tracer of the call that the current thread works for. */
  static HeldTracer current() {
    return KEY.get();
  }

  /** Whether the connection, or all together, hold as much as they may. */
  final boolean isTooMuch() {
    return account.isFull();
  }

  /** What to do, at most once, when the call's request comes to be too much. */
  final void onTooMuch(Runnable ending) {
    onTooMuch = ending;
  }

  /** Notes that the call was refused for what is held. */
  final void refused() {
    metrics.refused(RefusalCause.MEMORY);
  }

  /** A stream answered its oldest request. */
  final void answered() {
    long requests = openRequests.get();
    if (requests > 0) {
      openRequests.decrementAndGet();
      release(requestBytes, requestBytes.get() / requests);
    }
  }

  /** A stream's answers have left. */
  final void answersLeft() {
    release(answerBytes, answerBytes.get());
  }

  @Override
  public final Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  public final void serverCallStarted(ServerCallInfo<?, ?> call) {
    HeldBytes.Account ofConnection = call.getAttributes().get(ACCOUNT);
    if (ofConnection != null) {
      account = ofConnection;
    }
  }

  @Override
  public final void inboundMessage(int number) {
    openRequests.incrementAndGet();
  }

  @Override
  public final void inboundMessageRead(int number, long wireBytes, long bytes) {
    counted = wireBytes;
  }

  @Override
  public void inboundWireSize(long bytes) {
    came(bytes);
  }

  /** What a compressed message holds beyond what came over the wire counts as well. */
  @Override
  public final void inboundUncompressedSize(long bytes) {
    long known = Math.min(counted, bytes);
    counted -= known;
    came(bytes - known);
  }

  private void came(long bytes) {
    hold(requestBytes, bytes);
    Runnable ending = onTooMuch;
    if (ending != null && account.isFull()) {
      onTooMuch = null;
      refused();
      ending.run();
    }
  }

  @Override
  public void outboundWireSize(long bytes) {
    hold(answerBytes, bytes);
  }

  /** Called once for each call, by gRPC's contract. */
  @Override
  public void streamClosed(Status status) {
    account.hold(-requestBytes.getAndSet(0) - answerBytes.getAndSet(0));
  }

  private void hold(AtomicLong part, long bytes) {
    part.addAndGet(bytes);
    account.hold(bytes);
  }

  private void release(AtomicLong part, long bytes) {
    hold(part, -bytes);
  }
}
