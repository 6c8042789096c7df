package io.twofold.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.image.PngEncoder;
import io.twofold.v1.Images;
import io.twofold.v1.PngImages;
import java.util.Collections;
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

/** From a message's bytes to the floats that a graph takes, checks included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestReadingBenchmark {

  /** How the pixels were sent. */
  public enum Pixels {
    FLOAT32,
    UINT8,
    PNG
  }

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  /** How the pixels were sent. */
  @Param public Pixels pixels;

  /** Images in the request. */
  @Param({"1", "32"})
  public int images;

  private final PixelReader reader = new PixelReader(new CallLimits(1024));
  private final float[] item = new float[SHAPE.size()];
  private byte[] message;

  /** Makes the message. */
  @Setup
  public void make() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[images * SHAPE.size()];
    random.nextBytes(bytes);
    Images.Builder builder =
        Images.newBuilder().setCount(images).setShape(ImageSink.message(SHAPE));
    builder =
        switch (pixels) {
          case FLOAT32 -> builder.setFloat32(ByteString.copyFrom(new byte[bytes.length * 4]));
          case UINT8 -> builder.setUint8(ByteString.copyFrom(bytes));
          case PNG -> {
            byte[] first = new byte[SHAPE.size()];
            random.nextBytes(first);
            ByteString file = ByteString.copyFrom(PngEncoder.encode(first, SHAPE));
            yield builder.setPng(
                PngImages.newBuilder().addAllFiles(Collections.nCopies(images, file)));
          }
        };
    message = builder.build().toByteArray();
  }

  /** Parses, checks and reads every image; the last one's first value. */
  @Benchmark
  public float read() throws InvalidProtocolBufferException {
    ImageSource source = reader.read("images", Images.parseFrom(message), SHAPE);
    for (int i = 0; i < images; i++) {
      source.items().read(i, item);
    }
    return item[0];
  }
}
