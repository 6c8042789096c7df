package io.twofold.client;

import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.GetPrototypesRequest;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.SwapRequest;

/** The requests of one client, each with its choice of model. */
record Requests(ModelSelector selector) {

  static ModelSelector withVersion(ModelSelector selector, long version) {
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more, not " + version);
    }
    return selector.toBuilder().setVersion(version).build();
  }

  EncodeRequest encode(Images images) {
    return EncodeRequest.newBuilder().setModel(selector).setImages(images.message()).build();
  }

  GetPrototypesRequest prototypes() {
    return GetPrototypesRequest.newBuilder().setModel(selector).build();
  }

  DecodeRequest decode(Codes codes, ImageFormat format) {
    return DecodeRequest.newBuilder()
        .setModel(selector)
        .setCodes(Wire.message(codes))
        .setImageFormat(Wire.message(format))
        .build();
  }

  SwapRequest swap(Pairs pairs, ImageFormat format) {
    SwapRequest.Builder request =
        SwapRequest.newBuilder()
            .setModel(selector)
            .addAllContentLabels(pairs.labels())
            .setStyles(pairs.styles().message())
            .setImageFormat(Wire.message(format));
    Images contents = pairs.contents();
    if (contents != null) {
      request.setContents(contents.message());
    }
    return request.build();
  }
}
