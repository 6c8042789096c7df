package io.twofold.server;

import static io.twofold.server.Requests.encode;
import static io.twofold.server.Requests.float32;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.twofold.codec.TinyBundle;
import io.twofold.v1.CodecServiceGrpc.CodecServiceBlockingStub;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ModelSelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server tells a collector, and what it counts under gRPC's own names. */
class TelemetryTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final EncodeRequest TWO = encode(float32(TinyBundle.images(2, 1)));

  @TempDir Path repository;

  @BeforeEach
  void publish() throws Exception {
    new TinyBundle("tiny", 1).publish(repository);
  }

  @Test
  void aCallersTraceGoesOnWithSpansOfTheCallItsQueueAndItsRun() throws Exception {
    try (Collector collector = new Collector()) {
      try (RunningServer running = start(new Telemetry(collector.endpoint(), 0, false))) {
        traced(running, "00-%s-%s-01".formatted(TRACE, PARENT)).encode(TWO);
        traced(running, "00-%s-%s-00".formatted(TRACE.replace('4', '5'), PARENT)).encode(TWO);
        traced(running, "nonsense").encode(TWO);
        running.stub().encode(TWO);
      }
      assertThat(collector.spans()).extracting(span -> hex(span.getTraceId())).containsOnly(TRACE);
      Map<String, Span> spans =
          collector.spans().stream().collect(Collectors.toMap(Span::getName, span -> span));
      assertThat(spans).containsOnlyKeys("twofold.v1.CodecService/Encode", "queue", "run");

      Span call = requireNonNull(spans.get("twofold.v1.CodecService/Encode"));
      assertThat(hex(call.getParentSpanId())).isEqualTo(PARENT);
      assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(attributes(call))
          .containsEntry("rpc.method", "Encode")
          .containsEntry("rpc.grpc.status_code", "0")
          .containsEntry("twofold.model", "tiny")
          .containsEntry("twofold.version", "1");
      Span queue = requireNonNull(spans.get("queue"));
      Span run = requireNonNull(spans.get("run"));
      for (Span part : List.of(queue, run)) {
        assertThat(part.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(attributes(part))
            .containsEntry("twofold.operation", "encode")
            .containsEntry("twofold.images", "2");
      }
      assertThat(call.getStartTimeUnixNano()).isLessThanOrEqualTo(queue.getStartTimeUnixNano());
      assertThat(queue.getEndTimeUnixNano()).isLessThanOrEqualTo(run.getStartTimeUnixNano());
      assertThat(run.getEndTimeUnixNano()).isLessThanOrEqualTo(call.getEndTimeUnixNano());
    }
  }

  @Test
  void callsWithoutTraceContextAreTracedByChance() throws Exception {
    try (Collector collector = new Collector()) {
      try (RunningServer running = start(new Telemetry(collector.endpoint(), 1, false))) {
        running.stub().encode(TWO);
        EncodeRequest unknown =
            TWO.toBuilder().setModel(ModelSelector.newBuilder().setVersion(9)).build();
        assertThatThrownBy(() -> running.stub().encode(unknown))
            .isInstanceOf(StatusRuntimeException.class);
      }
      assertThat(collector.spans()).hasSize(4);
      assertThat(collector.spans())
          .filteredOn(span -> span.getName().endsWith("Encode"))
          .extracting(span -> attributes(span).get("rpc.grpc.status_code"))
          .containsExactlyInAnyOrder("0", "5");
    }
  }

  @Test
  void metersAreSentToTheCollectorAndStayAtTheHttpPort() throws Exception {
    try (Collector collector = new Collector()) {
      try (RunningServer running = start(new Telemetry(collector.endpoint(), 0, false))) {
        running.stub().encode(TWO);
        assertThat(running.http("/metrics").body())
            .contains("twofold_rpc_images_sum{model=\"tiny\",rpc=\"Encode\",version=\"1\"} 2.0")
            .contains("twofold_version_share{model=\"tiny\",version=\"1\"} 1.0");
      }
      Map<String, Metric> metrics =
          collector.metrics().stream()
              .collect(Collectors.toMap(Metric::getName, metric -> metric, (a, b) -> b));
      assertThat(metrics)
          .containsKeys("jvm.memory.used", "twofold.version.state", "twofold.rollout.generation");
      assertThat(
              requireNonNull(metrics.get("twofold.rpc.images"))
                  .getHistogram()
                  .getDataPoints(0)
                  .getSum())
          .isEqualTo(2);
      assertThat(
              requireNonNull(metrics.get("twofold.rpc.duration")).getHistogram().getDataPoints(0))
          .satisfies(
              point -> {
                assertThat(point.getCount()).isEqualTo(1);
                assertThat(point.getExplicitBoundsCount()).isEqualTo(18);
              });
      assertThat(collector.resources())
          .allSatisfy(
              resource ->
                  assertThat(resource.getAttributesList())
                      .extracting(KeyValue::getKey)
                      .contains("service.name", "service.instance.id"));
    }
  }

  @Test
  void aCollectorThatIsNotThereCostsNoCall() throws Exception {
    URI nowhere;
    try (Collector gone = new Collector()) {
      nowhere = gone.endpoint();
    }
    try (RunningServer running = start(new Telemetry(nowhere, 1, false))) {
      for (int i = 0; i < 100; i++) {
        assertThat(running.stub().encode(TWO).getServedBy().getVersion()).isEqualTo(1);
      }
    }
  }

  @Test
  void callsAreCountedUnderGrpcsOwnNamesWhereThatIsAskedFor() throws Exception {
    try (RunningServer running = start(new Telemetry(null, 0, true))) {
      running.stub().encode(TWO);
      String method = "grpc_method=\"twofold.v1.CodecService/Encode\"";
      RunningServer.await(
          "the call is counted",
          () ->
              running.http("/metrics").body().contains("grpc_server_call_duration_seconds_count"));
      String metrics = running.http("/metrics").body();
      assertThat(metrics)
          .contains("grpc_server_call_started_total{%s} 1.0".formatted(method))
          .contains(
              "grpc_server_call_duration_seconds_count{%s,grpc_status=\"OK\"} 1".formatted(method))
          .contains(
              "grpc_server_call_duration_seconds_bucket{%s,grpc_status=\"OK\",le=\"6.0E-4\"}"
                  .formatted(method))
          .contains(
              "grpc_server_call_rcvd_total_compressed_message_size_bytes_sum{%s,grpc_status=\"OK\"} %d.0"
                  .formatted(method, TWO.getSerializedSize()))
          .contains(
              "grpc_server_call_sent_total_compressed_message_size_bytes_count{%s,grpc_status=\"OK\"} 1"
                  .formatted(method))
          .contains("grpc_server_call_started_total{grpc_method=\"other\"} 0.0");
    }
    try (RunningServer running = RunningServer.start(repository)) {
      running.stub().encode(TWO);
      assertThat(running.http("/metrics").body()).doesNotContain("grpc_server_call");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector:4318", "grpc://collector:4317", "http:///v1", "http://c?x=1"})
  void whatIsNoEndpointIsRefused(String url) {
    assertThatThrownBy(() -> new Telemetry(URI.create(url), 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("otlp must be a URL as in http://127.0.0.1:4318, not " + url);
  }

  private RunningServer start(Telemetry telemetry) throws StartException {
    return RunningServer.start(
        ServerConfig.defaults().onFreePorts(repository).withTelemetry(telemetry));
  }

  private static CodecServiceBlockingStub traced(RunningServer running, String traceparent) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
    return running.stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                pair ->
                    pair.getValue().hasStringValue()
                        ? pair.getValue().getStringValue()
                        : Long.toString(pair.getValue().getIntValue())));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
