package io.twofold.server.rpc;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.RolloutServiceGrpc;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The RPCs with one answer, called in protobuf's JSON. Calls go over an in-process transport
 * through the same interceptors and services as those of the gRPC port, so tokens, limits and
 * meters apply.
 */
public final class JsonGateway implements AutoCloseable {

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param json the response's message, or {@code code} and {@code message} of a refusal
   */
  public record Reply(int status, String json) {}

  private static final int MAX_IMAGES = 64;

  /** 16 MiB of float32. */
  private static final long MAX_VALUES = 1L << 22;

  private static final int DEADLINE_SECONDS = 4;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Map<String, MethodDescriptor<?, ?>> METHODS =
      Map.ofEntries(
          Map.entry("models", CodecServiceGrpc.getListModelsMethod()),
          Map.entry("prototypes", CodecServiceGrpc.getGetPrototypesMethod()),
          Map.entry("encode", CodecServiceGrpc.getEncodeMethod()),
          Map.entry("decode", CodecServiceGrpc.getDecodeMethod()),
          Map.entry("swap", CodecServiceGrpc.getSwapMethod()),
          Map.entry("rollout", RolloutServiceGrpc.getGetRolloutMethod()),
          Map.entry("rollout/start", RolloutServiceGrpc.getStartRolloutMethod()),
          Map.entry("rollout/promote", RolloutServiceGrpc.getPromoteRolloutMethod()),
          Map.entry("rollout/pause", RolloutServiceGrpc.getPauseRolloutMethod()),
          Map.entry("rollout/rollback", RolloutServiceGrpc.getRollBackMethod()),
          Map.entry("rollout/pin", RolloutServiceGrpc.getPinVersionMethod()));

  private final Server server;
  private final ManagedChannel channel;
  private final JsonFormat.Parser parser = JsonFormat.parser();
  private final JsonFormat.Printer printer =
      JsonFormat.printer()
          .preservingProtoFieldNames()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace();

  private JsonGateway(Server server, ManagedChannel channel) {
    this.server = server;
    this.channel = channel;
  }

  /** How much one call in JSON may ask for, where one in gRPC may have that many images. */
  static CallLimits limits(int maxImages) {
    return new CallLimits(Math.min(maxImages, MAX_IMAGES), MAX_VALUES);
  }

  static JsonGateway open(
      Door door,
      RpcMetrics metrics,
      ServerStreamTracer.Factory tracers,
      ServerServiceDefinition... services)
      throws IOException {
    String name = InProcessServerBuilder.generateName();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addStreamTracerFactory(tracers)
            .addServices(List.of(services));
    door.guard(builder, metrics);
    Server server = builder.intercept(new DetailedRefusals()).build().start();
    return new JsonGateway(server, InProcessChannelBuilder.forName(name).directExecutor().build());
  }

  /** The names of the methods, as in {@code swap}. */
  public static Set<String> names() {
    return METHODS.keySet();
  }

  /**
   * Calls a method and waits for its answer, for a few seconds at most.
   *
   * @param name one of {@link #names}
   * @param authorization the header of that name; null where none came
   * @param json the request's message
   */
  public Reply call(String name, @Nullable String authorization, String json) {
    MethodDescriptor<?, ?> method = METHODS.get(name);
    if (method == null) {
      throw new IllegalArgumentException("no method '%s', only %s".formatted(name, names()));
    }
    return call(method, authorization, json);
  }

  private <Q, A> Reply call(
      MethodDescriptor<Q, A> method, @Nullable String authorization, String json) {
    try {
      A answer =
          ClientCalls.blockingUnaryCall(
              authorized(authorization),
              method,
              CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
              request(method, json));
      return new Reply(200, printer.print((Message) answer));
    } catch (InvalidProtocolBufferException e) {
      return refusal(
          Status.INVALID_ARGUMENT.withDescription(
              "the request is not a %s in JSON: %s"
                  .formatted(prototype(method).getDescriptorForType().getName(), e.getMessage())));
    } catch (StatusRuntimeException e) {
      return refusal(e.getStatus());
    }
  }

  private Channel authorized(@Nullable String authorization) {
    if (authorization == null) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, authorization);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @SuppressWarnings("unchecked") // a builder makes messages of the type that it came from
  private <Q> Q request(MethodDescriptor<Q, ?> method, String json)
      throws InvalidProtocolBufferException {
    Message.Builder builder = prototype(method).newBuilderForType();
    parser.merge(json, builder);
    return (Q) builder.build();
  }

  private static Message prototype(MethodDescriptor<?, ?> method) {
    return (Message) ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
  }

  private static Reply refusal(Status status) {
    JsonObject refusal = new JsonObject();
    refusal.addProperty("code", status.getCode().name());
    refusal.addProperty("message", status.getDescription());
    return new Reply(httpStatus(status.getCode()), refusal.toString());
  }

  private static int httpStatus(Status.Code code) {
    return switch (code) {
      case OK -> 200;
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ABORTED, ALREADY_EXISTS -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case UNIMPLEMENTED -> 501;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
      case CANCELLED, UNKNOWN, INTERNAL, DATA_LOSS -> 500;
    };
  }

  /** Refuses new calls. */
  void drain() {
    server.shutdown();
  }

  /** Cuts off what is in flight. */
  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
