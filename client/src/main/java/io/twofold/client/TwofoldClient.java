package io.twofold.client;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.SwapRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Encodes, decodes and swaps images on a Twofold server.
 *
 * <pre>{@code
 * try (TwofoldClient client = TwofoldClient.connect("127.0.0.1:7411")) {
 *   Images seven = Images.pngFiles(List.of(Path.of("7.png")));
 *   Images three = Images.pngFiles(List.of(Path.of("3.png")));
 *   byte[] swapped = client.swap(seven, three, ImageFormat.PNG).images().pngs().get(0);
 * }
 * }</pre>
 *
 * <p>Safe to use from many threads; one client holds one connection. Every call has a deadline.
 * Blocking calls throw {@link TwofoldException}; futures complete with it, and cancelling a future
 * cancels its call.
 */
public final class TwofoldClient implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String target;
  private final ManagedChannel channel;
  private final CodecServiceGrpc.CodecServiceFutureStub stub;
  private final ModelSelector model;
  private final Duration deadline;

  private TwofoldClient(Builder builder) {
    this.target = builder.target;
    this.deadline = builder.deadline;
    this.model =
        ModelSelector.newBuilder().setModel(builder.model).setVersion(builder.version).build();
    this.channel =
        NettyChannelBuilder.forTarget(target)
            .usePlaintext()
            .maxInboundMessageSize(builder.maxMessageBytes)
            .build();
    this.stub = CodecServiceGrpc.newFutureStub(channel);
  }

  /**
   * A client with default settings.
   *
   * @param target the server as {@code host:port}
   */
  public static TwofoldClient connect(String target) {
    return builder(target).build();
  }

  /**
   * A client to be configured.
   *
   * @param target the server as {@code host:port}
   */
  public static Builder builder(String target) {
    return new Builder(target);
  }

  /** Images to codes. */
  public Encoded encode(Images images) {
    return await(encodeAsync(images));
  }

  /** Images to codes. */
  public CompletableFuture<Encoded> encodeAsync(Images images) {
    EncodeRequest request =
        EncodeRequest.newBuilder().setModel(model).setImages(images.toMessage()).build();
    return call(
        timed().encode(request),
        response ->
            new Encoded(ServedBy.of(response.getServedBy()), Codes.of(response.getCodes())));
  }

  /** Codes to images; only a version of the codes' own latent space takes them. */
  public Decoded decode(Codes codes, ImageFormat format) {
    return await(decodeAsync(codes, format));
  }

  /** Codes to images; only a version of the codes' own latent space takes them. */
  public CompletableFuture<Decoded> decodeAsync(Codes codes, ImageFormat format) {
    DecodeRequest request =
        DecodeRequest.newBuilder()
            .setModel(model)
            .setCodes(codes.toMessage())
            .setImageFormat(wire(format))
            .build();
    return call(
        timed().decode(request),
        response ->
            new Decoded(ServedBy.of(response.getServedBy()), Images.of(response.getImages())));
  }

  /**
   * Each content image in the style of the style image at the same place.
   *
   * @param contents what the answers show
   * @param styles how they look: as many as contents, or one of the two is a single image that is
   *     paired with each of the other
   */
  public Decoded swap(Images contents, Images styles, ImageFormat format) {
    return await(swapAsync(contents, styles, format));
  }

  /** As {@link #swap}. */
  public CompletableFuture<Decoded> swapAsync(Images contents, Images styles, ImageFormat format) {
    SwapRequest request =
        SwapRequest.newBuilder()
            .setModel(model)
            .setContents(contents.toMessage())
            .setStyles(styles.toMessage())
            .setImageFormat(wire(format))
            .build();
    return call(
        timed().swap(request),
        response ->
            new Decoded(ServedBy.of(response.getServedBy()), Images.of(response.getImages())));
  }

  /** Every version of every model in the server's repository, newest first within a model. */
  public List<ModelVersion> models() {
    return await(
        call(
            timed().listModels(ListModelsRequest.getDefaultInstance()),
            response ->
                response.getModelsList().stream()
                    .flatMap(
                        status ->
                            status.getVersionsList().stream()
                                .map(version -> ModelVersion.of(status.getModel(), version)))
                    .toList()));
  }

  /** Ends the connection; calls in flight are given a few seconds, then cancelled. */
  @Override
  public void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private CodecServiceGrpc.CodecServiceFutureStub timed() {
    return stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <M, T> CompletableFuture<T> call(ListenableFuture<M> call, Function<M, T> answer) {
    return new CallFuture<>(call, answer, target);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TwofoldException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static io.twofold.v1.ImageFormat wire(ImageFormat format) {
    return switch (format) {
      case FLOAT32 -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_FLOAT32;
      case UINT8 -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_UINT8;
      case PNG -> io.twofold.v1.ImageFormat.IMAGE_FORMAT_PNG;
    };
  }

  /** Settings of a client. */
  public static final class Builder {
    private final String target;
    private String model = "";
    private long version;
    private Duration deadline = Duration.ofSeconds(5);
    private int maxMessageBytes = 64 << 20;

    private Builder(String target) {
      if (target.isBlank()) {
        throw new IllegalArgumentException("a server is given as host:port, not as ''");
      }
      this.target = target;
    }

    /** The model to call; the default leaves it to a server with one model. */
    public Builder model(String name) {
      this.model = name;
      return this;
    }

    /** The version to call; 0, the default, leaves it to the server. */
    public Builder version(long number) {
      if (number < 0) {
        throw new IllegalArgumentException("version must be 0 or more, not " + number);
      }
      this.version = number;
      return this;
    }

    /** How long a call may take, 5 seconds by default. */
    public Builder deadline(Duration limit) {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("deadline must be positive, not " + limit);
      }
      this.deadline = limit;
      return this;
    }

    /** The largest answer to take, 64 MiB by default. */
    public Builder maxMessageBytes(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxMessageBytes must be positive, not " + bytes);
      }
      this.maxMessageBytes = bytes;
      return this;
    }

    /** The client; it connects with its first call. */
    public TwofoldClient build() {
      return new TwofoldClient(this);
    }
  }
}
