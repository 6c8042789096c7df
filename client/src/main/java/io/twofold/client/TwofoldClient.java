package io.twofold.client;

import io.twofold.v1.CodecServiceGrpc;
import io.twofold.v1.ListModelsRequest;
import io.twofold.v1.ModelSelector;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A client of one or many Twofold servers.
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
 * the server unavailable or overloaded is tried again within its deadline, as the {@link
 * RetryPolicy} says.
 *
 * <p>Every call throws {@link TwofoldException}, or completes its future with one, where no answer
 * comes; after {@link #close} it throws {@link IllegalStateException}. A future that is cancelled,
 * or ended by a timeout of its own, cancels its call.
 *
 * <p>Each {@code with} method gives a client over the same connections with one setting changed;
 * closing one of them closes them all.
 */
public final class TwofoldClient implements AutoCloseable {

  private final Calls calls;
  private final Requests requests;

  TwofoldClient(Calls calls, ModelSelector selector) {
    this.calls = calls;
    this.requests = new Requests(selector);
  }

  /**
   * A client of the servers at {@code target}, with the builder's defaults.
   *
   * @param target as for {@link #builder}
   */
  public static TwofoldClient connect(String target) {
    return builder(target).build();
  }

  /**
   * A builder for a client of the servers at {@code target}.
   *
   * @param target {@code host:port}; several of them with commas between, which are called in
   *     turns, as the addresses of one name are; {@code dns:///host:port}; or {@code xds:///name},
   *     which needs {@code io.grpc:grpc-xds} on the class path
   * @throws IllegalArgumentException where the target is something else
   */
  public static ClientBuilder builder(String target) {
    return new ClientBuilder(target);
  }

  /**
   * This client with another time for each call, from its start to its answer.
   *
   * @param deadline more than nothing, at most a day
   */
  public TwofoldClient withDeadline(Duration deadline) {
    return new TwofoldClient(calls.within(deadline), requests.selector());
  }

  /** This client with another model; empty where the server serves one only. */
  public TwofoldClient withModel(String model) {
    return with(requests.selector().toBuilder().setModel(model).build());
  }

  /** This client with another version; 0 leaves the choice to the server. */
  public TwofoldClient withVersion(long version) {
    return with(Requests.withVersion(requests.selector(), version));
  }

  /** This client on behalf of someone else; see {@link ClientBuilder#routingKey}. */
  public TwofoldClient withRoutingKey(String routingKey) {
    return with(requests.selector().toBuilder().setRoutingKey(routingKey).build());
  }

  /** Images to codes. */
  public Encoded encode(Images images) {
    return calls.blocking(
        CodecServiceGrpc.getEncodeMethod(), requests.encode(images), Wire::encoded);
  }

  /** {@link #encode} without waiting. */
  public CompletableFuture<Encoded> encodeAsync(Images images) {
    return calls.async(CodecServiceGrpc.getEncodeMethod(), requests.encode(images), Wire::encoded);
  }

  /**
   * {@link #encode} for any number of requests, over one stream.
   *
   * @param images one or many images a request, read as the answers are
   */
  public AnswerStream<Encoded> encodeAll(Iterator<Images> images) {
    return calls.stream(
        CodecServiceGrpc.getEncodeStreamMethod(), images, requests::encode, Wire::encoded);
  }

  /**
   * Codes to images in the given format.
   *
   * @throws LatentSpaceException where the codes are not of the version's latent space
   */
  public Decoded decode(Codes codes, ImageFormat format) {
    return calls.blocking(
        CodecServiceGrpc.getDecodeMethod(), requests.decode(codes, format), Wire::decoded);
  }

  /** {@link #decode} without waiting. */
  public CompletableFuture<Decoded> decodeAsync(Codes codes, ImageFormat format) {
    return calls.async(
        CodecServiceGrpc.getDecodeMethod(), requests.decode(codes, format), Wire::decoded);
  }

  /**
   * {@link #decode} for any number of requests, over one stream.
   *
   * @param codes one or many codes a request, read as the answers are
   */
  public AnswerStream<Decoded> decodeAll(Iterator<Codes> codes, ImageFormat format) {
    return calls.stream(
        CodecServiceGrpc.getDecodeStreamMethod(),
        codes,
        part -> requests.decode(part, format),
        Wire::decoded);
  }

  /**
   * What {@code contents} show, looking as {@code styles} do.
   *
   * @param contents as many as styles, or a single image that is paired with each of them
   * @param styles as many as contents, or a single image that is paired with each of them
   * @return one image for each pair, in the given format
   */
  public Decoded swap(Images contents, Images styles, ImageFormat format) {
    return swap(Pairs.of(contents, styles), format);
  }

  /** {@link #swap(Images, Images, ImageFormat)} without waiting. */
  public CompletableFuture<Decoded> swapAsync(Images contents, Images styles, ImageFormat format) {
    return swapAsync(Pairs.of(contents, styles), format);
  }

  /**
   * What a label of the model stands for, looking as {@code styles} do.
   *
   * @param labels as many as styles, or a single one that is paired with each of them
   * @param styles as many as labels, or a single image that is paired with each of them
   * @return one image for each pair, in the given format
   */
  public Decoded swapToLabel(List<String> labels, Images styles, ImageFormat format) {
    return swap(Pairs.ofLabels(labels, styles), format);
  }

  /** {@link #swapToLabel} without waiting. */
  public CompletableFuture<Decoded> swapToLabelAsync(
      List<String> labels, Images styles, ImageFormat format) {
    return swapAsync(Pairs.ofLabels(labels, styles), format);
  }

  /**
   * Swaps for any number of requests, over one stream.
   *
   * @param pairs one or many pairs a request, read as the answers are
   */
  public AnswerStream<Decoded> swapAll(Iterator<Pairs> pairs, ImageFormat format) {
    return calls.stream(
        CodecServiceGrpc.getSwapStreamMethod(),
        pairs,
        part -> requests.swap(part, format),
        Wire::swapped);
  }

  /**
   * What the labels of this client's model stand for, to decode in any style or to mix.
   *
   * <p>They are those of the version that the server chooses for this client. While a version is
   * rolled out, ask {@code withVersion(prototypes.servedBy().version())} for what goes with them,
   * or give the client a routing key.
   *
   * @throws TwofoldException with {@code UNIMPLEMENTED} where the server is older than this call
   */
  public Prototypes prototypes() {
    return calls.blocking(
        CodecServiceGrpc.getGetPrototypesMethod(), requests.prototypes(), Wire::prototypes);
  }

  /** {@link #prototypes} without waiting. */
  public CompletableFuture<Prototypes> prototypesAsync() {
    return calls.async(
        CodecServiceGrpc.getGetPrototypesMethod(), requests.prototypes(), Wire::prototypes);
  }

  /** The rollout of this client's model; for administrators. */
  public RolloutClient rollouts() {
    calls.link().channel();
    return new RolloutClient(calls, requests.selector().getModel());
  }

  /** Every version of every model that the server knows, each model's newest first. */
  public List<ModelInfo> models() {
    return calls.blocking(
        CodecServiceGrpc.getListModelsMethod(),
        ListModelsRequest.getDefaultInstance(),
        Wire::models);
  }

  /** {@link #models} without waiting. */
  public CompletableFuture<List<ModelInfo>> modelsAsync() {
    return calls.async(
        CodecServiceGrpc.getListModelsMethod(),
        ListModelsRequest.getDefaultInstance(),
        Wire::models);
  }

  /**
   * The version of this client's model that takes calls, the newest where several do; or the very
   * version that this client asks for, whatever its state.
   *
   * @throws TwofoldException with {@code NOT_FOUND} where there is none, or with {@code
   *     INVALID_ARGUMENT} where the server has several models and this client names none
   */
  public ModelInfo model() {
    return ModelChoice.of(models(), requests.selector());
  }

  /**
   * What the server's health check says of this client's model; of the server where it names none.
   */
  public Health health() {
    return HealthCheck.of(calls, requests.selector().getModel());
  }

  /** Lets running calls finish for up to two seconds, ends what is left, and disconnects. */
  @Override
  public void close() {
    calls.link().close();
  }

  private TwofoldClient with(ModelSelector selector) {
    return new TwofoldClient(calls, selector);
  }

  private Decoded swap(Pairs pairs, ImageFormat format) {
    return calls.blocking(
        CodecServiceGrpc.getSwapMethod(), requests.swap(pairs, format), Wire::swapped);
  }

  private CompletableFuture<Decoded> swapAsync(Pairs pairs, ImageFormat format) {
    return calls.async(
        CodecServiceGrpc.getSwapMethod(), requests.swap(pairs, format), Wire::swapped);
  }
}
