package io.twofold.server.browser;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.twofold.server.RunningServer;
import io.twofold.v1.CodecServiceGrpc.CodecServiceBlockingStub;
import io.twofold.v1.Images;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.SwapRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Many callers, each known by its key, who swap lines in the shape of MNIST. */
final class Traffic implements AutoCloseable {

  private static final int SIDE = 28;
  private static final int PAUSE_MILLIS = 4;

  private final CodecServiceBlockingStub stub;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::call, "traffic");
  private volatile boolean over;

  private Traffic(CodecServiceBlockingStub stub) {
    this.stub = stub;
  }

  static Traffic start(RunningServer running) {
    Traffic traffic = new Traffic(running.stub());
    traffic.thread.start();
    return traffic;
  }

  /** What calls were refused with. */
  List<String> failures() {
    return failures;
  }

  private void call() {
    for (int caller = 0; !over; caller++) {
      try {
        stub.swap(
            SwapRequest.newBuilder()
                .setModel(ModelSelector.newBuilder().setRoutingKey("caller " + caller))
                .setContents(line(caller % 7, caller % 5))
                .setStyles(line(caller % 3, caller % 11))
                .build());
        Thread.sleep(PAUSE_MILLIS);
      } catch (StatusRuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** A line that leans to the right, more or less, of some length. */
  private static Images line(int lean, int shorter) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int y = 4 + shorter; y < 24; y++) {
      int left = 11 + lean * (24 - y) / 12;
      for (int x = left; x < left + 3; x++) {
        pixels[y * SIDE + x] = (byte) 255;
      }
    }
    return Images.newBuilder().setCount(1).setUint8(ByteString.copyFrom(pixels)).build();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
