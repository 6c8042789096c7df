package io.twofold.server.rpc;

import io.twofold.codec.Codec;
import io.twofold.codec.InvalidInputException;
import io.twofold.codec.Operation;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.server.batching.ItemSink;
import io.twofold.server.batching.ItemSource;
import io.twofold.server.lifecycle.VersionHandle;
import io.twofold.server.repository.VersionId;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.DecodeResponse;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.EncodeResponse;
import io.twofold.v1.ServedBy;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.util.function.Supplier;

/**
 * Plans the native RPCs.
 *
 * <p>Each method throws {@link InvalidInputException} where the request is not sound.
 */
final class Plans {

  private final CallLimits limits;
  private final PixelReader reader;

  Plans(CallLimits limits) {
    this.limits = limits;
    this.reader = new PixelReader(limits);
  }

  Plan<EncodeResponse> encode(EncodeRequest request, VersionHandle version) {
    Codec codec = version.codec();
    ImageSource images = reader.read("images", request.getImages(), codec.shape());
    Supplier<RuntimeException> fault = notFinite(version.id());
    FloatResults s = new FloatResults(images.count(), codec.dimS(), fault);
    FloatResults z = new FloatResults(images.count(), codec.dimZ(), fault);
    ServedBy by = servedBy(version);
    return new Plan<>(
        Operation.ENCODE,
        images.count(),
        new ItemSource[] {images.items()},
        new ItemSink[] {s, z},
        () ->
            EncodeResponse.newBuilder()
                .setServedBy(by)
                .setCodes(CodesMessages.write(images.count(), s, z, codec))
                .build());
  }

  Plan<DecodeResponse> decode(DecodeRequest request, VersionHandle version) {
    Codec codec = version.codec();
    CodesMessages.Read codes = CodesMessages.read(request.getCodes(), codec, limits);
    ImageSink images =
        ImageSink.of(
            request.getImageFormat(),
            request.getImageFormatValue(),
            codes.count(),
            codec.shape(),
            () ->
                new InvalidInputException(
                    "codes", "the codes are too large: they give no finite image"));
    ServedBy by = servedBy(version);
    return new Plan<>(
        Operation.DECODE,
        codes.count(),
        new ItemSource[] {codes.s(), codes.z()},
        new ItemSink[] {images},
        () ->
            DecodeResponse.newBuilder()
                .setServedBy(by)
                .setImages(
                    images
                        .pixels()
                        .setCount(codes.count())
                        .setShape(ImageSink.message(codec.shape())))
                .build());
  }

  Plan<SwapResponse> swap(SwapRequest request, VersionHandle version) {
    return request.getContentLabelsCount() > 0
        ? swapToLabel(request, version)
        : swapImages(request, version);
  }

  private Plan<SwapResponse> swapImages(SwapRequest request, VersionHandle version) {
    ImageShape shape = version.codec().shape();
    ImageSource contents = reader.read("contents", request.getContents(), shape);
    ImageSource styles = reader.read("styles", request.getStyles(), shape);
    int pairs = pairs(contents.count(), styles.count());
    ImageSink images = swapped(request, pairs, version);
    return new Plan<>(
        Operation.SWAP,
        pairs,
        new ItemSource[] {contents.repeated(pairs), styles.repeated(pairs)},
        new ItemSink[] {images},
        swapResponse(images, pairs, version));
  }

  /** Two stages: the styles' z, then the images of the labels' s with them. */
  private Plan<SwapResponse> swapToLabel(SwapRequest request, VersionHandle version) {
    Codec codec = version.codec();
    if (request.hasContents()) {
      throw new InvalidInputException(
          "content_labels", "content_labels stand in the place of contents: send one of the two");
    }
    int labels =
        limits.requireCount("content_labels", request.getContentLabelsCount(), codec.shape());
    float[][] contents = ClassPrototypes.s(request.getContentLabelsList(), codec.manifest());
    ImageSource styles = reader.read("styles", request.getStyles(), codec.shape());
    int pairs = pairs(labels, styles.count());
    StyleCodes z = new StyleCodes(styles.count(), codec.dimZ());
    ImageSink images = swapped(request, pairs, version);
    Supplier<SwapResponse> answer = swapResponse(images, pairs, version);
    return new Plan<>(
        Operation.ENCODE,
        styles.count(),
        new ItemSource[] {styles.items()},
        new ItemSink[] {StyleCodes.UNUSED, z.sink()},
        answer,
        new Plan<>(
            Operation.DECODE,
            pairs,
            new ItemSource[] {StyleCodes.of(contents), z.source()},
            new ItemSink[] {images},
            answer));
  }

  private static ImageSink swapped(SwapRequest request, int pairs, VersionHandle version) {
    return ImageSink.of(
        request.getImageFormat(),
        request.getImageFormatValue(),
        pairs,
        version.codec().shape(),
        notFinite(version.id()));
  }

  private static Supplier<SwapResponse> swapResponse(
      ImageSink images, int pairs, VersionHandle version) {
    ServedBy by = servedBy(version);
    ImageShape shape = version.codec().shape();
    return () ->
        SwapResponse.newBuilder()
            .setServedBy(by)
            .setImages(images.pixels().setCount(pairs).setShape(ImageSink.message(shape)))
            .build();
  }

  /** A single image on one side is paired with each image of the other. */
  private static int pairs(int contents, int styles) {
    if (contents != styles && contents != 1 && styles != 1) {
      throw new InvalidInputException(
          "styles.count",
          "contents and styles must be as many, or one of them single: %d contents came with %d styles"
              .formatted(contents, styles));
    }
    return Math.max(contents, styles);
  }

  /** A version that makes something else than numbers of a sound input is at fault itself. */
  private static Supplier<RuntimeException> notFinite(VersionId version) {
    return () -> new NotFiniteException(version);
  }

  static ServedBy servedBy(VersionHandle version) {
    return ServedBy.newBuilder()
        .setModel(version.id().model())
        .setVersion(version.id().version())
        .setLatentSpace(version.codec().latentSpace())
        .build();
  }
}
