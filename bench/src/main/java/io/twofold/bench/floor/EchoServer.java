package io.twofold.bench.floor;

import io.grpc.stub.StreamObserver;
import io.twofold.v1.CodecServiceGrpc.CodecServiceImplBase;
import io.twofold.v1.ServedBy;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.io.IOException;

/**
 * The least that a gRPC server can do with a swap: it reads the request and sends the content's
 * pixels back, on the event loop. What is above its figures is not gRPC's.
 */
public final class EchoServer {

  private static final ServedBy SERVED_BY =
      ServedBy.newBuilder()
          .setModel("mnist")
          .setVersion(1)
          .setLatentSpace("0123456789abcdef0123456789abcdef")
          .build();

  private EchoServer() {}

  /**
   * Serves until the process ends.
   *
   * @param args {@code --ready-file FILE}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PlainServer.serve(
        PlainServer.builder().directExecutor().addService(new Echo()), PlainServer.options(args));
  }

  private static final class Echo extends CodecServiceImplBase {
    @Override
    public void swap(SwapRequest request, StreamObserver<SwapResponse> response) {
      response.onNext(
          SwapResponse.newBuilder()
              .setServedBy(SERVED_BY)
              .setImages(request.getContents())
              .build());
      response.onCompleted();
    }
  }
}
