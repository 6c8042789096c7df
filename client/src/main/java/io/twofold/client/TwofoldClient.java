package io.twofold.client;

import io.grpc.ManagedChannel;
import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.DecodeRequest;
import io.twofold.v1.EncodeRequest;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ModelSelector;
import io.twofold.v1.SwapRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to a Twofold server.
 *
 * <pre>{@code
 * try (TwofoldClient client = TwofoldClient.connect("127.0.0.1:7411")) {
 *   Images three = Images.pngFiles(List.of(Path.of("three.png")));
 *   Images seven = Images.pngFiles(List.of(Path.of("seven.png")));
 *   byte[] png = client.swap(three, seven, ImageFormat.PNG).images().png().get(0);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads, and meant to be kept: it connects on the first call, reconnects
 * when the connection breaks, and runs any number of calls over one connection. A call that finds
 * the server unavailable is tried up to three times within its deadline, unless its request is
 * larger than 16 MiB.
 *
 * <p>Every call throws {@link TwofoldException}, or completes its future with one, where no answer
 * comes; after {@link #close} it throws {@link IllegalStateException}. A future that is cancelled,
 * or ended by a timeout of its own, cancels its call.
 */
public final class TwofoldClient implements AutoCloseable {

  private static final Pattern TARGET = Pattern.compile("[^\\s/]+:(\\d{1,5})");
  private static final Duration MAX_DEADLINE = Duration.ofDays(1);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

  /** A request up to this size can be tried again: the largest that a server takes by default. */
  private static final long RETRY_BYTES = 16L << 20;

  private static final long RETRY_BYTES_OF_ALL_CALLS = 64L << 20;

  private final ManagedChannel channel;
  private final Calls calls;
  private final ModelSelector selector;
  private final RolloutClient rollouts;

  private TwofoldClient(Builder builder) {
    channel =
        builder
            .connection
            .to(builder.target)
            .maxInboundMessageSize(builder.maxMessageBytes)
            .perRpcBufferLimit(RETRY_BYTES)
            .retryBufferSize(RETRY_BYTES_OF_ALL_CALLS)
            .defaultServiceConfig(Calls.SERVICE_CONFIG)
            .build();
    calls = new Calls(channel, builder.target, builder.deadline);
    selector =
        ModelSelector.newBuilder()
            .setModel(builder.model)
            .setVersion(builder.version)
            .setRoutingKey(builder.routingKey)
            .build();
    rollouts = new RolloutClient(channel, calls, builder.model);
  }

  /**
   * A client of the server at {@code target}, with the builder's defaults.
   *
   * @param target {@code host:port}
   */
  public static TwofoldClient connect(String target) {
    return builder(target).build();
  }

  /**
   * A builder for a client of the server at {@code target}.
   *
   * @param target {@code host:port}
   * @throws IllegalArgumentException where the target is something else
   */
  public static Builder builder(String target) {
    return new Builder(target);
  }

  /** Images to codes. */
  public Encoded encode(Images images) {
    return open()
        .blocking(CodecServiceGrpc.getEncodeMethod(), encodeRequest(images), Wire::encoded);
  }

  /** {@link #encode} without waiting. */
  public CompletableFuture<Encoded> encodeAsync(Images images) {
    return open().async(CodecServiceGrpc.getEncodeMethod(), encodeRequest(images), Wire::encoded);
  }

  /** Codes to images in the given format. */
  public Decoded decode(Codes codes, ImageFormat format) {
    return open()
        .blocking(CodecServiceGrpc.getDecodeMethod(), decodeRequest(codes, format), Wire::decoded);
  }

  /** {@link #decode} without waiting. */
  public CompletableFuture<Decoded> decodeAsync(Codes codes, ImageFormat format) {
    return open()
        .async(CodecServiceGrpc.getDecodeMethod(), decodeRequest(codes, format), Wire::decoded);
  }

  /**
   * What {@code contents} show, looking as {@code styles} do.
   *
   * @param contents as many as styles, or a single image that is paired with each of them
   * @param styles as many as contents, or a single image that is paired with each of them
   * @return one image for each pair, in the given format
   */
  public Decoded swap(Images contents, Images styles, ImageFormat format) {
    return open()
        .blocking(
            CodecServiceGrpc.getSwapMethod(), swapRequest(contents, styles, format), Wire::swapped);
  }

  /** {@link #swap} without waiting. */
  public CompletableFuture<Decoded> swapAsync(Images contents, Images styles, ImageFormat format) {
    return open()
        .async(
            CodecServiceGrpc.getSwapMethod(), swapRequest(contents, styles, format), Wire::swapped);
  }

  /**
   * What a label of the model stands for, looking as {@code styles} do.
   *
   * @param labels as many as styles, or a single one that is paired with each of them
   * @param styles as many as labels, or a single image that is paired with each of them
   * @return one image for each pair, in the given format
   */
  public Decoded swapToLabel(List<String> labels, Images styles, ImageFormat format) {
    return open()
        .blocking(
            CodecServiceGrpc.getSwapMethod(), labelRequest(labels, styles, format), Wire::swapped);
  }

  /** {@link #swapToLabel} without waiting. */
  public CompletableFuture<Decoded> swapToLabelAsync(
      List<String> labels, Images styles, ImageFormat format) {
    return open()
        .async(
            CodecServiceGrpc.getSwapMethod(), labelRequest(labels, styles, format), Wire::swapped);
  }

  /** The rollout of this client's model; for administrators. */
  public RolloutClient rollouts() {
    open();
    return rollouts;
  }

  /** Every version of every model that the server knows, each model's newest first. */
  public List<ModelInfo> models() {
    return open()
        .blocking(
            CodecServiceGrpc.getListModelsMethod(),
            ListModelsRequest.getDefaultInstance(),
            Wire::models);
  }

  /** {@link #models} without waiting. */
  public CompletableFuture<List<ModelInfo>> modelsAsync() {
    return open()
        .async(
            CodecServiceGrpc.getListModelsMethod(),
            ListModelsRequest.getDefaultInstance(),
            Wire::models);
  }

  /** Lets running calls finish for up to two seconds, ends what is left, and disconnects. */
  @Override
  public void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private Calls open() {
    if (channel.isShutdown()) {
      throw new IllegalStateException("the client is closed");
    }
    return calls;
  }

  private EncodeRequest encodeRequest(Images images) {
    return EncodeRequest.newBuilder().setModel(selector).setImages(images.message()).build();
  }

  private DecodeRequest decodeRequest(Codes codes, ImageFormat format) {
    return DecodeRequest.newBuilder()
        .setModel(selector)
        .setCodes(Wire.message(codes))
        .setImageFormat(Wire.message(format))
        .build();
  }

  private SwapRequest swapRequest(Images contents, Images styles, ImageFormat format) {
    return SwapRequest.newBuilder()
        .setModel(selector)
        .setContents(contents.message())
        .setStyles(styles.message())
        .setImageFormat(Wire.message(format))
        .build();
  }

  private SwapRequest labelRequest(List<String> labels, Images styles, ImageFormat format) {
    return SwapRequest.newBuilder()
        .setModel(selector)
        .addAllContentLabels(labels)
        .setStyles(styles.message())
        .setImageFormat(Wire.message(format))
        .build();
  }

  /** What a client is made with; each setting has a default. */
  public static final class Builder {

    private final String target;
    private final Connection connection = new Connection();
    private Duration deadline = Duration.ofSeconds(5);
    private String model = "";
    private long version;
    private String routingKey = "";
    private int maxMessageBytes = 64 << 20;

    private Builder(String target) {
      Matcher matcher = TARGET.matcher(target);
      if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 65535) {
        throw new IllegalArgumentException("target must be host:port, not '" + target + "'");
      }
      this.target = target;
    }

    /**
     * The time for each call, from its start to its answer; 5 seconds by default, at most a day.
     */
    public Builder deadline(Duration deadline) {
      if (deadline.isZero() || deadline.isNegative()) {
        throw new IllegalArgumentException("deadline must be positive, not " + deadline);
      }
      if (deadline.compareTo(MAX_DEADLINE) > 0) {
        throw new IllegalArgumentException("deadline must be at most a day, not " + deadline);
      }
      this.deadline = deadline;
      return this;
    }

    /** The model that shall answer; empty, the default, where the server serves one only. */
    public Builder model(String model) {
      this.model = model;
      return this;
    }

    /** The version that shall answer; 0, the default, leaves the choice to the server. */
    public Builder version(long version) {
      if (version < 0) {
        throw new IllegalArgumentException("version must be 0 or more, not " + version);
      }
      this.version = version;
      return this;
    }

    /**
     * The id of whoever the calls are made for, such as a user's or a session's. While a version is
     * being rolled out, calls with equal keys are answered by the same one, on every server; calls
     * without a key, the default, are each chosen for by themselves.
     */
    public Builder routingKey(String routingKey) {
      this.routingKey = routingKey;
      return this;
    }

    /** The largest answer that is accepted, in bytes; 64 MiB by default. */
    public Builder maxMessageBytes(int maxMessageBytes) {
      if (maxMessageBytes < 1) {
        throw new IllegalArgumentException(
            "maxMessageBytes must be at least 1, not " + maxMessageBytes);
      }
      this.maxMessageBytes = maxMessageBytes;
      return this;
    }

    /** Speaks TLS, with a server whose certificate Java trusts; plaintext is the default. */
    public Builder tls() {
      connection.tls();
      return this;
    }

    /** Speaks TLS, with a server that one of the PEM certificates in the file vouches for. */
    public Builder trust(Path authorities) {
      connection.trust(authorities);
      return this;
    }

    /** Speaks TLS, and shows a certificate (PEM), whose key is PKCS#8 without a password (PEM). */
    public Builder identity(Path certificate, Path key) {
      connection.identity(certificate, key);
      return this;
    }

    /** Sends a token with each call; over plaintext only to this machine. */
    public Builder token(String token) {
      connection.token(token);
      return this;
    }

    /** Sends the token over plaintext to other machines too. */
    public Builder allowPlaintextToken() {
      connection.allowPlaintextToken();
      return this;
    }

    /**
     * A client with these settings. It connects on its first call.
     *
     * @throws IllegalArgumentException where a file cannot be used, or the token would be sent to
     *     another machine in plaintext
     */
    public TwofoldClient build() {
      return new TwofoldClient(this);
    }
  }
}
