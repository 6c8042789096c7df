package io.twofold.codec;

import io.twofold.bundle.v1.Manifest;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.GoldenVectors;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.codec.session.OnnxGraph;
import io.twofold.codec.session.UseCount;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One version of a model, opened in this process: encodes images into codes, decodes codes into
 * images, and swaps.
 *
 * <p>Images are floats from 0 to 1, each image {@code shape().size()} values laid out channel by
 * channel, row by row; many images stand back to back. Methods take any number of images, are safe
 * to call from many threads, and run on the caller's thread. A codec holds native memory until it
 * is closed; closing waits for no one, and memory is freed when the last call in flight returns.
 * ONNX Runtime frees its own environment in a shutdown hook of the JVM: a codec that a hook of
 * yours closes races with it.
 *
 * <pre>{@code
 * try (Codec codec = Codec.open(Path.of("models/mnist/2"))) {
 *   float[] seven = ..., three = ...;        // 784 values each
 *   Codes codes = codec.encode(seven);       // 16 values of s, 16 of z
 *   float[] rebuilt = codec.decode(codes);
 *   float[] swapped = codec.swap(seven, three); // a seven in the style of the three
 * }
 * }</pre>
 */
public final class Codec implements AutoCloseable {

  private final Manifest manifest;
  private final ImageShape shape;
  private final GoldenVectors golden;
  private final Graphs graphs;
  private final UseCount uses = new UseCount(this::free);

  private Codec(Bundle bundle, Graphs graphs) {
    this.manifest = bundle.manifest();
    this.shape = bundle.shape();
    this.golden = bundle.golden();
    this.graphs = graphs;
  }

  /**
   * Opens a bundle and proves it: every digest is checked and the golden vectors are run.
   *
   * @param folder the version's folder, for example {@code models/mnist/2}
   * @throws BundleException where the bundle is broken, with the reason
   * @throws IOException where it cannot be read
   */
  public static Codec open(Path folder) throws IOException {
    Codec codec = load(Bundle.read(folder));
    try {
      codec.requireGoldenParity();
      return codec;
    } catch (BundleException | RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  /**
   * Opens the graphs of a verified bundle, without running the golden vectors.
   *
   * @throws BundleException where ONNX Runtime refuses a graph, or a graph's inputs and outputs are
   *     not those that the manifest promises
   */
  public static Codec load(Bundle bundle) throws BundleException {
    return new Codec(bundle, Graphs.open(bundle));
  }

  /** The bundle's manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** The shape of one image. */
  public ImageShape shape() {
    return shape;
  }

  /** Values in one s. */
  public int dimS() {
    return manifest.getDimS();
  }

  /** Values in one z. */
  public int dimZ() {
    return manifest.getDimZ();
  }

  /** The training run that this version's codes belong to. */
  public String latentSpace() {
    return manifest.getLatentSpace();
  }

  /**
   * Encodes images.
   *
   * @param images [count, channels, height, width]
   * @throws InvalidInputException where the values are not a whole number of images, or not finite
   */
  public Codes encode(float[] images) {
    int count = requireImages("images", images);
    return uses.during(
        () -> {
          float[][] codes = graphs.of(Operation.ENCODE).run(count, images);
          return new Codes(latentSpace(), count, codes[0], codes[1]);
        });
  }

  /**
   * The s alone of images, as in {@link #encode}.
   *
   * @return [count, dim_s]
   */
  public float[] encodeS(float[] images) {
    return encode(images).s();
  }

  /**
   * The z alone of images, as in {@link #encode}.
   *
   * @return [count, dim_z]
   */
  public float[] encodeZ(float[] images) {
    return encode(images).z();
  }

  /**
   * Decodes codes.
   *
   * @return [count, channels, height, width]
   * @throws LatentSpaceMismatchException where the codes are another training run's
   * @throws InvalidInputException where the codes have other dimensions, or are not finite
   */
  public float[] decode(Codes codes) {
    if (!codes.latentSpace().equals(latentSpace())) {
      throw new LatentSpaceMismatchException(latentSpace(), codes.latentSpace());
    }
    requireCodes("s", codes.s(), codes.count(), dimS());
    requireCodes("z", codes.z(), codes.count(), dimZ());
    return uses.during(
        () -> graphs.of(Operation.DECODE).run(codes.count(), codes.s(), codes.z())[0]);
  }

  /**
   * Rebuilds each content image in the style of the style image at the same place:
   * Dec(Enc_s(content), Enc_z(style)).
   *
   * @param contents [count, channels, height, width]
   * @param styles [count, channels, height, width]
   * @return [count, channels, height, width]
   * @throws InvalidInputException where the two differ in number, or as in {@link #encode}
   */
  public float[] swap(float[] contents, float[] styles) {
    int count = requireImages("contents", contents);
    int styleCount = requireImages("styles", styles);
    if (count != styleCount) {
      throw new InvalidInputException(
          "a swap pairs contents with styles: %d contents came with %d styles"
              .formatted(count, styleCount));
    }
    return uses.during(() -> graphs.of(Operation.SWAP).run(count, contents, styles)[0]);
  }

  /**
   * Runs the golden vectors through every graph, which also warms them.
   *
   * @return the largest absolute difference from what the trainer computed
   * @throws BundleException where it is above the bundle's tolerance, or a graph cannot be run
   */
  public float requireGoldenParity() throws BundleException {
    try {
      return goldenParity();
    } catch (IllegalStateException e) {
      throw new BundleException(
          golden.folder(), "the golden vectors cannot be run: " + e.getMessage(), e);
    }
  }

  private float goldenParity() throws BundleException {
    Codes codes = encode(golden.x());
    float worst = golden.requireWithin("s", golden.s(), codes.s());
    worst = Math.max(worst, golden.requireWithin("z", golden.z(), codes.z()));
    float[] xHat = decode(new Codes(latentSpace(), golden.count(), golden.s(), golden.z()));
    float[] swapped = swap(golden.x(), golden.styles());
    worst = Math.max(worst, golden.requireWithin("x_hat", golden.xHat(), xHat));
    return Math.max(worst, golden.requireWithin("swap", golden.swap(), swapped));
  }

  /**
   * The graph of an operation, for callers that fill its buffers themselves: its ports are those
   * that {@link Operation} names, in that order. What is borrowed from it keeps it open.
   */
  public OnnxGraph graph(Operation operation) {
    return graphs.of(operation);
  }

  /** Frees the graphs once the last call in flight has returned; later calls fail. */
  @Override
  public void close() {
    uses.close();
  }

  private void free() {
    graphs.close();
  }

  private int requireImages(String name, float[] images) {
    if (images.length == 0 || images.length % shape.size() != 0) {
      throw new InvalidInputException(
          name,
          "%s of shape %s need a multiple of %d values, not %d"
              .formatted(name, shape, shape.size(), images.length));
    }
    requireFinite(name, images, shape.size());
    return images.length / shape.size();
  }

  private static void requireCodes(String name, float[] values, int count, int dim) {
    if (values.length != (long) count * dim) {
      throw new InvalidInputException(
          name,
          "%s of %d images needs %d values of %d each, not %d values"
              .formatted(name, count, (long) count * dim, dim, values.length));
    }
    requireFinite(name, values, dim);
  }

  private static void requireFinite(String name, float[] values, int itemSize) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInputException(
            name,
            "%s must be finite: item %d holds %s at position %d"
                .formatted(name, i / itemSize, values[i], i % itemSize));
      }
    }
  }
}
