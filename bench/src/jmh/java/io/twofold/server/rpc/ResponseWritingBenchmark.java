package io.twofold.server.rpc;

import io.twofold.codec.bundle.ImageShape;
import io.twofold.v1.ImageFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a graph's floats to a message's bytes, checks included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ResponseWritingBenchmark {

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  /** How the pixels leave. */
  @Param({"IMAGE_FORMAT_FLOAT32", "IMAGE_FORMAT_UINT8", "IMAGE_FORMAT_PNG"})
  public ImageFormat format;

  /** Images in the answer. */
  @Param({"1", "32"})
  public int images;

  private final float[] item = new float[SHAPE.size()];

  /** Draws the image. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < item.length; i++) {
      item[i] = (float) random.nextDouble();
    }
  }

  /** Takes every image and writes the message. */
  @Benchmark
  public byte[] write() {
    ImageSink sink =
        ImageSink.of(format, format.getNumber(), images, SHAPE, IllegalStateException::new);
    for (int i = 0; i < images; i++) {
      sink.take(i, item);
    }
    return sink.pixels().setCount(images).build().toByteArray();
  }
}
