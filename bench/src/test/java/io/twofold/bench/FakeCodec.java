package io.twofold.bench;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.twofold.v1.CodecServiceGrpc.CodecServiceImplBase;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ImageShape;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import io.twofold.v1.VersionState;
import io.twofold.v1.VersionStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of one model of 1x2x2 images that echoes swaps, refuses some, or keeps silent. */
public final class FakeCodec extends CodecServiceImplBase implements AutoCloseable {

  private final Server server;
  private final AtomicInteger swaps = new AtomicInteger();
  private volatile int refusedOf = Integer.MAX_VALUE;
  private volatile int silentAfter = Integer.MAX_VALUE;

  public FakeCodec() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(this)
            .build()
            .start();
  }

  /** Where it listens, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Refuses every {@code n}th swap. */
  public FakeCodec refuseOneOf(int n) {
    refusedOf = n;
    return this;
  }

  /** Leaves swaps after the first {@code n} without an answer. */
  public FakeCodec keepSilentAfter(int n) {
    silentAfter = n;
    return this;
  }

  /** How many swaps came. */
  public int swaps() {
    return swaps.get();
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> response) {
    response.onNext(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("tiny")
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(1)
                            .setState(VersionState.VERSION_STATE_SERVING)
                            .setLatentSpace("run")
                            .setShape(
                                ImageShape.newBuilder().setChannels(1).setHeight(2).setWidth(2))
                            .setDimS(2)
                            .setDimZ(2)))
            .build());
    response.onCompleted();
  }

  @Override
  public void swap(SwapRequest request, StreamObserver<SwapResponse> response) {
    int count = swaps.incrementAndGet();
    if (count > silentAfter) {
      return;
    }
    if (count % refusedOf == 0) {
      response.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
      return;
    }
    response.onNext(SwapResponse.newBuilder().setImages(request.getContents()).build());
    response.onCompleted();
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> response) {
    response.onNext(EncodeResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
