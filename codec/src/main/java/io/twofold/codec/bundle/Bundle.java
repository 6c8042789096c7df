package io.twofold.codec.bundle;

import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One version of a model, read from disk and verified: its manifest, graphs and golden vectors. */
public final class Bundle {

  /** The graph x → s. */
  public static final String ENC_S = "enc_s.onnx";

  /** The graph x → z. */
  public static final String ENC_Z = "enc_z.onnx";

  /** The graph s, z → x_hat. */
  public static final String DEC = "dec.onnx";

  /** No file of a bundle may be larger, in bytes. */
  static final long MAX_FILE_BYTES = 1L << 30;

  private static final List<String> GRAPHS = List.of(ENC_S, ENC_Z, DEC);

  /** The files that are held in memory; of others, such as reports, only the digest is checked. */
  private static final Set<String> KEPT = Set.of(ENC_S, ENC_Z, DEC, GoldenVectors.FILE);

  /** One part of this many of the largest heap may be a bundle's bytes. */
  private static final int HEAP_SHARE = 8;

  private final Path folder;
  private final Manifest manifest;
  private final Map<String, byte[]> contents;
  private final GoldenVectors golden;

  private Bundle(
      Path folder, Manifest manifest, Map<String, byte[]> contents, GoldenVectors golden) {
    this.folder = folder;
    this.manifest = manifest;
    this.contents = contents;
    this.golden = golden;
  }

  /**
   * Reads a bundle and checks the size and digest of every file in it. The bytes that were checked
   * are the bytes that are kept.
   *
   * @param folder the version's folder
   * @throws BundleException where something is missing or not as the manifest says
   * @throws IOException where a file cannot be read
   */
  public static Bundle read(Path folder) throws IOException {
    Manifest manifest = Manifests.read(folder);
    requireRoom(folder, manifest);
    Map<String, byte[]> contents = new HashMap<>();
    for (File file : manifest.getFilesList()) {
      if (KEPT.contains(file.getName())) {
        contents.put(file.getName(), verified(folder, file));
      } else {
        requireDigest(folder, file, PlainFiles.digest(folder, file.getName(), file.getSizeBytes()));
      }
    }
    GoldenVectors golden =
        GoldenVectors.parse(folder, manifest, required(folder, contents, GoldenVectors.FILE));
    for (String graph : GRAPHS) {
      GraphCheck.require(folder, graph, required(folder, contents, graph));
    }
    return new Bundle(folder, manifest, contents, golden);
  }

  /** Where the bundle was read from. */
  public Path folder() {
    return folder;
  }

  /** The manifest, every rule of which holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** The shape of one image. */
  public ImageShape shape() {
    return new ImageShape(
        manifest.getInput().getChannels(),
        manifest.getInput().getHeight(),
        manifest.getInput().getWidth());
  }

  /** The golden vectors, whose shapes are those that the manifest says. */
  public GoldenVectors golden() {
    return golden;
  }

  /**
   * The bytes of a graph.
   *
   * @param name {@link #ENC_S}, {@link #ENC_Z} or {@link #DEC}
   */
  public byte[] graph(String name) throws BundleException {
    return required(folder, contents, name);
  }

  private static byte[] required(Path folder, Map<String, byte[]> contents, String name)
      throws BundleException {
    byte[] bytes = contents.get(name);
    if (bytes == null) {
      throw new BundleException(folder, "the manifest lists no " + name);
    }
    return bytes;
  }

  private static byte[] verified(Path folder, File file) throws IOException {
    byte[] bytes =
        PlainFiles.readExactly(folder, file.getName(), Math.toIntExact(file.getSizeBytes()));
    requireDigest(folder, file, Sha256.hex(bytes));
    return bytes;
  }

  private static void requireDigest(Path folder, File file, String digest) throws BundleException {
    if (!digest.equals(file.getSha256())) {
      throw new BundleException(
          folder,
          "%s has SHA-256 %s, the manifest says %s"
              .formatted(file.getName(), digest, file.getSha256()));
    }
  }

  /** Of each byte that is kept, loading holds several copies at once. */
  private static void requireRoom(Path folder, Manifest manifest) throws BundleException {
    long kept =
        manifest.getFilesList().stream()
            .filter(file -> KEPT.contains(file.getName()))
            .mapToLong(File::getSizeBytes)
            .sum();
    long most = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    if (kept > most) {
      throw new BundleException(
          folder,
          "graphs and golden vectors of %d bytes are too large for this process, which takes %d: give it more memory with java -Xmx"
              .formatted(kept, most));
    }
  }
}
