package io.twofold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others see of calls: meters here, and headers at the server. */
@Timeout(60)
class ObservedCallsTest {

  private static final Images IMAGE = Images.uint8(1, 2, 2, 1, new byte[4]);
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final FakeCodec codec = new FakeCodec();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void attemptsAndCallsAreMeasured() {
    try (TwofoldClient client =
        TwofoldClient.builder(codec.target()).metrics(new ClientMetrics(registry)).build()) {
      codec.refuse(Status.UNAVAILABLE);
      client.encode(IMAGE);
      client.encodeAsync(IMAGE).join();
      codec.refuse(Status.NOT_FOUND);
      assertThat(catchThrowableOfType(TwofoldException.class, () -> client.encode(IMAGE)))
          .isNotNull();
    }

    Tags encode =
        Tags.of("grpc.method", "twofold.v1.CodecService/Encode", "grpc.target", codec.target());
    assertThat(registry.get("grpc.client.attempt.started").tags(encode).counter().count())
        .isEqualTo(4);
    assertThat(count("grpc.client.attempt.duration", encode, "UNAVAILABLE")).isEqualTo(1);
    assertThat(count("grpc.client.attempt.duration", encode, "OK")).isEqualTo(2);
    assertThat(count("grpc.client.attempt.duration", encode, "NOT_FOUND")).isEqualTo(1);
    assertThat(count("grpc.client.call.duration", encode, "OK")).isEqualTo(2);
    assertThat(count("grpc.client.call.duration", encode, "NOT_FOUND")).isEqualTo(1);
    assertThat(
            registry
                .get("grpc.client.call.duration")
                .tags(encode.and("grpc.status", "OK"))
                .timer()
                .totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
    for (String direction : List.of("sent", "rcvd")) {
      assertThat(
              registry
                  .get("grpc.client.attempt." + direction + "_total_compressed_message_size")
                  .tags(encode.and("grpc.status", "OK"))
                  .summary()
                  .totalAmount())
          .isPositive();
    }
  }

  private long count(String name, Tags tags, String status) {
    return registry.get(name).tags(tags.and("grpc.status", status)).timer().count();
  }

  @Test
  void callsArePartOfOpenTelemetrysCurrentSpan() throws InterruptedException {
    Span span =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));
    try (TwofoldClient client = TwofoldClient.connect(codec.target())) {
      codec.refuse(Status.UNAVAILABLE);
      try (Scope scope = span.makeCurrent()) {
        client.encodeAsync(IMAGE).join();
        assertThat(scope).isNotNull();
      }
      client.encode(IMAGE);
    }

    assertThat(codec.takeHeader("traceparent")).isEqualTo(PARENT);
    assertThat(codec.takeHeader("traceparent")).isEqualTo(PARENT);
    assertThat(codec.takeHeader("traceparent")).isEmpty();
  }

  @Test
  void callersMayNameTheTraceThemselves() throws InterruptedException {
    try (TwofoldClient client =
            TwofoldClient.builder(codec.target()).traceParent(() -> PARENT).build();
        AnswerStream<Encoded> answers = client.encodeAll(List.of(IMAGE).iterator())) {
      client.models();
      answers.next();
    }

    assertThat(codec.takeHeader("traceparent")).isEqualTo(PARENT);
    assertThat(codec.takeHeader("traceparent")).isEqualTo(PARENT);
  }

  @Test
  void aRetrySaysThatItIsOne() throws InterruptedException {
    try (TwofoldClient client = TwofoldClient.connect(codec.target())) {
      codec.refuse(Status.UNAVAILABLE);
      codec.refuse(Status.UNAVAILABLE);
      client.encode(IMAGE);
    }

    assertThat(codec.takeHeader("grpc-previous-rpc-attempts")).isEmpty();
    assertThat(codec.takeHeader("grpc-previous-rpc-attempts")).isEqualTo("1");
    assertThat(codec.takeHeader("grpc-previous-rpc-attempts")).isEqualTo("2");
  }
}
