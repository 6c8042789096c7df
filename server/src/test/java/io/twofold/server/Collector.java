package io.twofold.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An OpenTelemetry collector on loopback, as far as a server talks to one. */
final class Collector implements AutoCloseable {

  private final HttpServer http;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();
  private final List<Resource> resources = new CopyOnWriteArrayList<>();

  Collector() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/v1/traces", this::takeSpans);
    http.createContext("/v1/metrics", this::takeMetrics);
    http.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  List<Span> spans() {
    return spans;
  }

  List<Metric> metrics() {
    return metrics;
  }

  /** Who sent what came. */
  List<Resource> resources() {
    return resources;
  }

  private void takeSpans(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body(exchange));
      request
          .getResourceSpansList()
          .forEach(
              sent -> {
                resources.add(sent.getResource());
                sent.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
              });
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void takeMetrics(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body(exchange));
      request
          .getResourceMetricsList()
          .forEach(
              sent -> {
                resources.add(sent.getResource());
                sent.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList()));
              });
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return body;
    }
    try (GZIPInputStream unzipped = new GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
      return unzipped.readAllBytes();
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
