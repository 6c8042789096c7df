package io.twofold.bench.floor;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.twofold.codec.bundle.Bundle;
import io.twofold.v1.CodecServiceGrpc.CodecServiceImplBase;
import io.twofold.v1.ImageShape;
import io.twofold.v1.Images;
import io.twofold.v1.SwapRequest;
import io.twofold.v1.SwapResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A swap server as one writes it at first: a session for each graph, images as nested arrays, a
 * thread of a fixed pool for each call, each call by itself. Its sessions have one thread each and
 * do not spin, as the real server's: with ONNX Runtime's own defaults it would be slower still.
 */
public final class NaiveServer {

  static final String BUNDLE = "--bundle";

  private NaiveServer() {}

  /**
   * Serves until the process ends.
   *
   * @param args {@code --bundle DIR --ready-file FILE}
   */
  public static void main(String[] args) throws IOException, InterruptedException, OrtException {
    Map<String, Path> options = PlainServer.options(args);
    Bundle bundle = Bundle.read(PlainServer.path(options, BUNDLE));
    PlainServer.serve(
        PlainServer.builder()
            .executor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()))
            .addService(new Swaps(bundle)),
        options);
  }

  private static final class Swaps extends CodecServiceImplBase {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession encS;
    private final OrtSession encZ;
    private final OrtSession dec;

    Swaps(Bundle bundle) throws OrtException, IOException {
      encS = open(bundle.graph(Bundle.ENC_S));
      encZ = open(bundle.graph(Bundle.ENC_Z));
      dec = open(bundle.graph(Bundle.DEC));
    }

    private OrtSession open(byte[] graph) throws OrtException {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(graph, options);
    }

    @Override
    public void swap(SwapRequest request, StreamObserver<SwapResponse> response) {
      try {
        float[][] s = encode(encS, "s", pixels(request.getContents()));
        float[][] z = encode(encZ, "z", pixels(request.getStyles()));
        float[][][][] swapped = decode(s, z);
        response.onNext(SwapResponse.newBuilder().setImages(images(swapped)).build());
        response.onCompleted();
      } catch (OrtException e) {
        response.onError(Status.INTERNAL.withCause(e).asRuntimeException());
      }
    }

    private float[][] encode(OrtSession session, String code, float[][][][] x) throws OrtException {
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, x);
          OrtSession.Result result = session.run(Map.of("x", tensor))) {
        return (float[][]) result.get(code).orElseThrow().getValue();
      }
    }

    private float[][][][] decode(float[][] s, float[][] z) throws OrtException {
      try (OnnxTensor tensorS = OnnxTensor.createTensor(environment, s);
          OnnxTensor tensorZ = OnnxTensor.createTensor(environment, z);
          OrtSession.Result result = dec.run(Map.of("s", tensorS, "z", tensorZ))) {
        return (float[][][][]) result.get("x_hat").orElseThrow().getValue();
      }
    }

    /** [count, channels, height, width]. */
    private static float[][][][] pixels(Images images) {
      ImageShape shape = images.getShape();
      FloatBuffer values =
          images.getFloat32().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[][][][] pixels =
          new float[images.getCount()][shape.getChannels()][shape.getHeight()][shape.getWidth()];
      for (float[][][] image : pixels) {
        for (float[][] channel : image) {
          for (float[] row : channel) {
            values.get(row);
          }
        }
      }
      return pixels;
    }

    private static Images images(float[][][][] pixels) {
      int channels = pixels[0].length;
      int height = pixels[0][0].length;
      int width = pixels[0][0][0].length;
      ByteBuffer bytes =
          ByteBuffer.allocate(pixels.length * channels * height * width * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (float[][][] image : pixels) {
        for (float[][] channel : image) {
          for (float[] row : channel) {
            for (float value : row) {
              bytes.putFloat(value);
            }
          }
        }
      }
      return Images.newBuilder()
          .setCount(pixels.length)
          .setShape(ImageShape.newBuilder().setChannels(channels).setHeight(height).setWidth(width))
          .setFloat32(ByteString.copyFrom(bytes.array()))
          .build();
    }
  }
}
