package io.twofold.trainer.evaluate;

import io.twofold.trainer.data.LabelledImages;
import java.util.function.Consumer;

/** Images decoded from their own z and some s, against what they were. */
final class Rebuilding {

  private static final int CHUNK = 500;

  private Rebuilding() {}

  /**
   * Decodes a pair at a time: the s of {@code content}, the z of {@code style}; compares with the
   * image of {@code style}.
   *
   * @param decoded is given the decoded images, some at a time, in order
   */
  static Reconstruction of(
      Coder coder,
      LabelledImages images,
      LabelledCodes s,
      LabelledCodes z,
      ImagePairs pairs,
      Consumer<float[]> decoded) {
    int size = images.imageSize();
    double bce = 0;
    double mse = 0;
    for (int from = 0; from < pairs.count(); from += CHUNK) {
      int to = Math.min(pairs.count(), from + CHUNK);
      float[] rebuilt =
          coder.decode().apply(s.at(pairs.content(), from, to), z.at(pairs.style(), from, to));
      float[] originals = new float[(to - from) * size];
      for (int i = from; i < to; i++) {
        images.copyImage(pairs.style()[i], originals, (i - from) * size);
      }
      Reconstruction part = Reconstruction.of(originals, rebuilt);
      bce += part.bce() * (to - from);
      mse += part.mse() * (to - from);
      decoded.accept(rebuilt);
    }
    return new Reconstruction(bce / pairs.count(), mse / pairs.count());
  }
}
