package io.twofold.server.rpc;

import io.grpc.stub.StreamObserver;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.v1.CodecServiceGrpc;
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

/** The native RPCs. Each plan is run as part of a batch; see {@link Calls}. */
final class CodecService extends CodecServiceGrpc.CodecServiceImplBase {

  private final ModelLifecycle lifecycle;
  private final Calls calls;
  private final Plans plans;
  private final Streams streams;

  CodecService(ModelLifecycle lifecycle, Calls calls, Plans plans, Streams streams) {
    this.lifecycle = lifecycle;
    this.calls = calls;
    this.plans = plans;
    this.streams = streams;
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> observer) {
    calls.answer(request.getModel(), observer, version -> plans.encode(request, version));
  }

  @Override
  public void decode(DecodeRequest request, StreamObserver<DecodeResponse> observer) {
    calls.answer(request.getModel(), observer, version -> plans.decode(request, version));
  }

  @Override
  public void swap(SwapRequest request, StreamObserver<SwapResponse> observer) {
    calls.answer(request.getModel(), observer, version -> plans.swap(request, version));
  }

  @Override
  public StreamObserver<EncodeRequest> encodeStream(StreamObserver<EncodeResponse> observer) {
    return streams.open(observer, EncodeRequest::getModel, plans::encode);
  }

  @Override
  public StreamObserver<DecodeRequest> decodeStream(StreamObserver<DecodeResponse> observer) {
    return streams.open(observer, DecodeRequest::getModel, plans::decode);
  }

  @Override
  public StreamObserver<SwapRequest> swapStream(StreamObserver<SwapResponse> observer) {
    return streams.open(observer, SwapRequest::getModel, plans::swap);
  }

  @Override
  public void getPrototypes(
      GetPrototypesRequest request, StreamObserver<GetPrototypesResponse> observer) {
    calls.tell(request.getModel(), observer, ClassPrototypes::of);
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    observer.onNext(ModelStatuses.message(lifecycle.models()));
    observer.onCompleted();
  }
}
