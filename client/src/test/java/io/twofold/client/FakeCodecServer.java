package io.twofold.client;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A server that keeps what it is asked and answers as it is told. */
public final class FakeCodecServer extends CodecServiceGrpc.CodecServiceImplBase
    implements AutoCloseable {

  public final Deque<Object> requests = new ArrayDeque<>();
  public @Nullable Status refusal;
  public boolean silent;
  public final CountDownLatch arrived = new CountDownLatch(1);
  public final CountDownLatch cancelled = new CountDownLatch(1);
  public EncodeResponse encoded = EncodeResponse.getDefaultInstance();
  public DecodeResponse decoded = DecodeResponse.getDefaultInstance();
  public SwapResponse swapped = SwapResponse.getDefaultInstance();
  public ListModelsResponse models = ListModelsResponse.getDefaultInstance();
  private final Server server;
  private final String address;

  public FakeCodecServer() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(this)
            .build()
            .start();
    address = "127.0.0.1:" + server.getPort();
  }

  public String address() {
    return address;
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> observer) {
    answer(request, encoded, observer);
  }

  @Override
  public void decode(DecodeRequest request, StreamObserver<DecodeResponse> observer) {
    answer(request, decoded, observer);
  }

  @Override
  public void swap(SwapRequest request, StreamObserver<SwapResponse> observer) {
    answer(request, swapped, observer);
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    answer(request, models, observer);
  }

  private <T> void answer(Object request, T response, StreamObserver<T> observer) {
    requests.add(request);
    ((ServerCallStreamObserver<T>) observer).setOnCancelHandler(cancelled::countDown);
    arrived.countDown();
    if (refusal != null) {
      observer.onError(refusal.asRuntimeException());
    } else if (!silent) {
      observer.onNext(response);
      observer.onCompleted();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
