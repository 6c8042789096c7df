package io.twofold.server.rpc;

import io.grpc.stub.StreamObserver;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.InvalidInputException;
import io.twofold.server.lifecycle.ModelLifecycle;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ServedBy;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;

/** The native RPCs: each reads its request, asks the codec, and writes the answer. */
final class CodecService extends CodecServiceGrpc.CodecServiceImplBase {

  private final ModelLifecycle lifecycle;
  private final Calls calls;
  private final CallLimits limits;
  private final PixelReader reader;

  CodecService(ModelLifecycle lifecycle, CallLimits limits) {
    this.lifecycle = lifecycle;
    this.calls = new Calls(lifecycle);
    this.limits = limits;
    this.reader = new PixelReader(limits);
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> observer) {
    calls.answer(
        request.getModel(),
        observer,
        version -> {
          Codec codec = version.codec();
          Codes codes = codec.encode(reader.read("images", request.getImages(), codec.shape()));
          Finite.require(codes.s(), version.id());
          Finite.require(codes.z(), version.id());
          CallTracer.current().images(codes.count());
          return EncodeResponse.newBuilder()
              .setServedBy(servedBy(version))
              .setCodes(CodesMessages.write(codes, codec))
              .build();
        });
  }

  @Override
  public void decode(DecodeRequest request, StreamObserver<DecodeResponse> observer) {
    calls.answer(
        request.getModel(),
        observer,
        version -> {
          PixelWriter.requireKnown(request.getImageFormat(), request.getImageFormatValue());
          Codec codec = version.codec();
          Codes codes = CodesMessages.read(request.getCodes(), codec, limits);
          float[] images = codec.decode(codes);
          if (!Finite.all(images)) {
            throw new InvalidInputException("the codes are too large: they give no finite image");
          }
          CallTracer.current().images(codes.count());
          return DecodeResponse.newBuilder()
              .setServedBy(servedBy(version))
              .setImages(PixelWriter.write(images, codec.shape(), request.getImageFormat()))
              .build();
        });
  }

  @Override
  public void swap(SwapRequest request, StreamObserver<SwapResponse> observer) {
    calls.answer(
        request.getModel(),
        observer,
        version -> {
          PixelWriter.requireKnown(request.getImageFormat(), request.getImageFormatValue());
          Codec codec = version.codec();
          float[] contents = reader.read("contents", request.getContents(), codec.shape());
          float[] styles = reader.read("styles", request.getStyles(), codec.shape());
          SwapPairs pairs = SwapPairs.of(contents, styles, codec.shape().size());
          float[] images = codec.swap(pairs.contents(), pairs.styles());
          Finite.require(images, version.id());
          CallTracer.current().images(images.length / codec.shape().size());
          return SwapResponse.newBuilder()
              .setServedBy(servedBy(version))
              .setImages(PixelWriter.write(images, codec.shape(), request.getImageFormat()))
              .build();
        });
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    observer.onNext(ModelStatuses.message(lifecycle.models()));
    observer.onCompleted();
  }

  private static ServedBy servedBy(VersionHandle version) {
    return ServedBy.newBuilder()
        .setModel(version.id().model())
        .setVersion(version.id().version())
        .setLatentSpace(version.codec().latentSpace())
        .build();
  }
}
