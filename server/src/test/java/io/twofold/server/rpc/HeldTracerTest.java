package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.twofold.server.admission.HeldBytes;
import io.twofold.server.metrics.ServerMetrics;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldTracerTest {

  private final ServerMetrics metrics = new ServerMetrics();
  private final HeldBytes held = new HeldBytes(4_000);
  private final HeldTracer tracer = new HeldTracer(held, metrics.rpc());

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void aCallHoldsItsRequestAndItsAnswerUntilItIsOver() {
    request(1, 300, 300);
    tracer.outboundWireSize(200);
    assertThat(held.held()).isEqualTo(500);
    tracer.streamClosed(Status.OK);
    assertThat(held.held()).isZero();
  }

  @Test
  void aCompressedRequestHoldsWhatItUnfoldsTo() {
    tracer.inboundMessage(1);
    tracer.inboundWireSize(10);
    tracer.inboundMessageRead(1, 10, -1);
    tracer.inboundUncompressedSize(4);
    tracer.inboundUncompressedSize(600);
    assertThat(held.held()).isEqualTo(604);
  }

  @Test
  void aStreamLetsGoOfWhatWasAnsweredAndHasLeft() {
    request(1, 300, 300);
    request(2, 300, 300);
    tracer.answered();
    tracer.outboundWireSize(50);
    assertThat(held.held()).isEqualTo(350);
    tracer.answersLeft();
    tracer.answered();
    assertThat(held.held()).isZero();
    tracer.answered();
    assertThat(held.held()).as("more answers than requests, as of a watch").isZero();
  }

  @Test
  void aRequestThatIsTooMuchEndsItsCallOnce() {
    AtomicInteger endings = new AtomicInteger();
    tracer.onTooMuch(endings::incrementAndGet);
    tracer.inboundWireSize(999);
    assertThat(endings).hasValue(0);
    assertThat(tracer.isTooMuch()).isFalse();
    tracer.inboundWireSize(1);
    tracer.inboundWireSize(1);
    assertThat(endings).as("a quarter of all").hasValue(1);
    assertThat(tracer.isTooMuch()).isTrue();
    assertThat(new HeldTracer(held, metrics.rpc()).isTooMuch()).as("another connection").isFalse();
  }

  @Test
  void allConnectionsTogetherAreBounded() {
    for (int i = 0; i < 4; i++) {
      new HeldTracer(held, metrics.rpc()).outboundWireSize(1_000);
    }
    assertThat(tracer.isTooMuch()).isTrue();
  }

  private void request(int number, long wireBytes, long bytes) {
    tracer.inboundMessage(number);
    tracer.inboundWireSize(wireBytes);
    tracer.inboundMessageRead(number, wireBytes, bytes);
    tracer.inboundUncompressedSize(bytes);
  }
}
