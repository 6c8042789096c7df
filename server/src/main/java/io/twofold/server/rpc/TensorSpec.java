package io.twofold.server.rpc;

import io.twofold.codec.Codec;
import io.twofold.codec.bundle.ImageShape;
import java.util.List;

/**
 * A float32 tensor that goes into a graph or comes out of it.
 *
 * @param name as in the exported graph
 */
record TensorSpec(String name, Kind kind) {

  /** What a tensor holds. */
  enum Kind {
    /** Images: [batch, channels, height, width], values from 0 to 1. */
    IMAGES,
    /** What images are: [batch, dim_s]. */
    S,
    /** How images look: [batch, dim_z]. */
    Z
  }

  /** The dimensions of one item: a tensor's shape without the batch. */
  List<Long> itemShape(Codec codec) {
    ImageShape image = codec.shape();
    return switch (kind) {
      case IMAGES -> List.of((long) image.channels(), (long) image.height(), (long) image.width());
      case S -> List.of((long) codec.dimS());
      case Z -> List.of((long) codec.dimZ());
    };
  }

  /** Values in one item. */
  int itemSize(Codec codec) {
    return switch (kind) {
      case IMAGES -> codec.shape().size();
      case S -> codec.dimS();
      case Z -> codec.dimZ();
    };
  }
}
