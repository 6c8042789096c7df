package io.twofold.batch.task;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PixelBytes;
import io.twofold.codec.image.PngEncoder;
import io.twofold.codec.session.PinnedBatch;
import org.jspecify.annotations.Nullable;

/** Reads images out of a batch. */
record Rebuilt(ImageShape shape, PixelFormat format) {

  RebuiltRow read(@Nullable String name, PinnedBatch batch, int slot) {
    RebuiltRow row = new RebuiltRow();
    row.setName(name);
    float[] values = Results.read("a pixel", batch, 0, slot, shape.size());
    switch (format) {
      case FLOAT32 -> row.setPixels(values);
      case UINT8 -> row.setImage(bytes(values));
      case PNG -> row.setImage(PngEncoder.encode(bytes(values), shape));
    }
    return row;
  }

  static RebuiltRow refusal(@Nullable String name, String reason) {
    RebuiltRow refused = new RebuiltRow();
    refused.setName(name);
    refused.setError(reason);
    return refused;
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    PixelBytes.quantise(values, bytes, 0, values.length);
    return bytes;
  }
}
