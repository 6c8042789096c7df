package io.twofold.client;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.v1.CodecServiceGrpc.CodecServiceImplBase;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.GetPrototypesRequest;
import io.twofold.v1.GetPrototypesResponse;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A codec of 1x2x2 images on a real port: s is the upper row of pixels, z the lower row. It keeps
 * the requests it gets, and does once, before its own answer, what it is told to.
 */
public final class FakeCodec extends CodecServiceImplBase implements AutoCloseable {

  /** The version that answers every call. */
  public static final ServedBy SERVED_BY = new ServedBy("halves", 3, "run-3");

  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();
  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Deadline> deadlines = new LinkedBlockingQueue<>();
  private final BlockingQueue<Metadata> headers = new LinkedBlockingQueue<>();
  private final Queue<StatusRuntimeException> refusals = new ArrayDeque<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean silent;
  private volatile @Nullable Message answer;
  private volatile GetPrototypesResponse prototypes = GetPrototypesResponse.getDefaultInstance();
  private volatile ListModelsResponse models = ListModelsResponse.getDefaultInstance();

  public FakeCodec() {
    server =
        LoopbackServer.start(
            ServerInterceptors.intercept(this, new HeaderKeeper()),
            health.getHealthService().bindService());
  }

  /** Where the server listens, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Ends one call with {@code status}; repeated calls queue up. */
  public synchronized void refuse(Status status) {
    refusals.add(status.asRuntimeException());
  }

  /** Ends one call with a status and details. */
  public synchronized void refuse(com.google.rpc.Status status) {
    refusals.add(StatusProto.toStatusRuntimeException(status));
  }

  /** Leaves every call without an answer. */
  public void keepSilent() {
    silent = true;
  }

  /** Leaves streams without an answer once they have had so many. */
  public void keepSilentAfter(int answers) {
    answersLeft.set(answers);
  }

  /** Answers every call with the given message. */
  public void answer(Message message) {
    answer = message;
  }

  /** What the list of models answers. */
  public void serve(ListModelsResponse response) {
    models = response;
  }

  /** What the call for prototypes answers; the version that answers is filled in. */
  public void serve(GetPrototypesResponse response) {
    prototypes = response.toBuilder().setServedBy(servedBy()).build();
  }

  /** What the health check answers for a model. */
  public void setHealth(String model, ServingStatus status) {
    health.setStatus(model, status);
  }

  /** The oldest request that was not taken yet; waits for it. */
  public <T extends Message> T takeRequest(Class<T> type) throws InterruptedException {
    return type.cast(requests.take());
  }

  /** A header of the oldest call whose headers were not taken yet, or nothing; waits for it. */
  public String takeHeader(String name) throws InterruptedException {
    String value = headers.take().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    return value == null ? "" : value;
  }

  /** How many requests came that were not taken yet. */
  public int requests() {
    return requests.size();
  }

  /** How many calls came whose headers were not taken yet, those that gRPC refused included. */
  public int calls() {
    return headers.size();
  }

  /** The deadline of the oldest call whose deadline was not taken yet; waits for it. */
  public Deadline takeDeadline() throws InterruptedException {
    return deadlines.take();
  }

  /** Waits until a call without an answer was cancelled. */
  public void awaitCancelled() throws InterruptedException {
    cancelled.await();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> response) {
    respond(request, response, () -> encoded(request));
  }

  @Override
  public StreamObserver<EncodeRequest> encodeStream(StreamObserver<EncodeResponse> response) {
    return stream(response, FakeCodec::encoded);
  }

  private static EncodeResponse encoded(EncodeRequest request) {
    byte[][] rows = TestImages.rows(request.getImages());
    return EncodeResponse.newBuilder()
        .setServedBy(servedBy())
        .setCodes(
            io.twofold.v1.Codes.newBuilder()
                .setLatentSpace(SERVED_BY.latentSpace())
                .setCount(rows.length / 2)
                .setDimS(2)
                .setDimZ(2)
                .setS(Wire.bytes(TestImages.values(rows, 0)))
                .setZ(Wire.bytes(TestImages.values(rows, 1))))
        .build();
  }

  @Override
  public void decode(DecodeRequest request, StreamObserver<DecodeResponse> response) {
    respond(request, response, () -> decoded(request));
  }

  @Override
  public StreamObserver<DecodeRequest> decodeStream(StreamObserver<DecodeResponse> response) {
    return stream(response, FakeCodec::decoded);
  }

  private static DecodeResponse decoded(DecodeRequest request) {
    float[] s = Wire.floats(request.getCodes().getS());
    float[] z = Wire.floats(request.getCodes().getZ());
    byte[] pixels = new byte[s.length * 2];
    for (int i = 0; i < s.length; i++) {
      pixels[i / 2 * 4 + i % 2] = TestImages.toByte(s[i]);
      pixels[i / 2 * 4 + 2 + i % 2] = TestImages.toByte(z[i]);
    }
    return DecodeResponse.newBuilder()
        .setServedBy(servedBy())
        .setImages(TestImages.images(pixels, request.getImageFormat()))
        .build();
  }

  @Override
  public void swap(SwapRequest request, StreamObserver<SwapResponse> response) {
    respond(request, response, () -> swapped(request));
  }

  @Override
  public StreamObserver<SwapRequest> swapStream(StreamObserver<SwapResponse> response) {
    return stream(response, FakeCodec::swapped);
  }

  private static SwapResponse swapped(SwapRequest request) {
    byte[][] contents = contents(request);
    byte[][] styles = TestImages.rows(request.getStyles());
    int pairs = Math.max(contents.length, styles.length) / 2;
    byte[] pixels = new byte[pairs * 4];
    for (int i = 0; i < pairs; i++) {
      byte[] upper = contents[contents.length == 2 ? 0 : 2 * i];
      byte[] lower = styles[styles.length == 2 ? 1 : 2 * i + 1];
      System.arraycopy(upper, 0, pixels, i * 4, 2);
      System.arraycopy(lower, 0, pixels, i * 4 + 2, 2);
    }
    return SwapResponse.newBuilder()
        .setServedBy(servedBy())
        .setImages(TestImages.images(pixels, request.getImageFormat()))
        .build();
  }

  /** The upper and lower rows of what a swap shows: of a label, its first letter throughout. */
  private static byte[][] contents(SwapRequest request) {
    if (request.hasContents()) {
      return TestImages.rows(request.getContents());
    }
    byte[][] rows = new byte[2 * request.getContentLabelsCount()][];
    for (int i = 0; i < rows.length; i++) {
      byte letter = (byte) request.getContentLabels(i / 2).charAt(0);
      rows[i] = new byte[] {letter, letter};
    }
    return rows;
  }

  @Override
  public void getPrototypes(
      GetPrototypesRequest request, StreamObserver<GetPrototypesResponse> response) {
    respond(request, response, () -> prototypes);
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> response) {
    respond(request, response, () -> models);
  }

  @SuppressWarnings("unchecked")
  private <T extends Message> void respond(
      Message request, StreamObserver<T> response, Supplier<T> respond) {
    if (response instanceof ServerCallStreamObserver<?> call) {
      call.setOnCancelHandler(cancelled::countDown);
    }
    requests.add(request);
    Deadline deadline = Context.current().getDeadline();
    if (deadline != null) {
      deadlines.add(deadline);
    }
    StatusRuntimeException refusal = nextRefusal();
    Message given = answer;
    if (refusal != null) {
      response.onError(refusal);
    } else if (!silent) {
      response.onNext(given == null ? respond.get() : (T) given);
      response.onCompleted();
    }
  }

  /** Answers each request of a stream as a call, until one is refused. */
  private <Q extends Message, T extends Message> StreamObserver<Q> stream(
      StreamObserver<T> response, Function<Q, T> respond) {
    return new StreamObserver<>() {
      private boolean over;

      @Override
      public void onNext(Q request) {
        requests.add(request);
        StatusRuntimeException refusal = over || silent ? null : nextRefusal();
        if (refusal != null) {
          over = true;
          response.onError(refusal);
        } else if (!over && !silent && answersLeft.getAndDecrement() > 0) {
          response.onNext(respond.apply(request));
        }
      }

      @Override
      public void onError(Throwable failure) {
        cancelled.countDown();
      }

      @Override
      public void onCompleted() {
        if (!over && !silent) {
          response.onCompleted();
        }
      }
    };
  }

  private synchronized @Nullable StatusRuntimeException nextRefusal() {
    return refusals.poll();
  }

  private final class HeaderKeeper implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata sent, ServerCallHandler<Q, A> next) {
      headers.add(sent);
      return next.startCall(call, sent);
    }
  }

  private static io.twofold.v1.ServedBy servedBy() {
    return io.twofold.v1.ServedBy.newBuilder()
        .setModel(SERVED_BY.model())
        .setVersion(SERVED_BY.version())
        .setLatentSpace(SERVED_BY.latentSpace())
        .build();
  }
}
