package io.twofold.codec.bundle;

import io.twofold.bundle.v1.File;
import io.twofold.bundle.v1.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

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
    Map<String, byte[]> contents = new HashMap<>();
    for (File file : manifest.getFilesList()) {
      contents.put(file.getName(), verified(folder, file));
    }
    GoldenVectors golden =
        GoldenVectors.parse(folder, manifest, required(folder, contents, GoldenVectors.FILE));
    for (String graph : new String[] {ENC_S, ENC_Z, DEC}) {
      required(folder, contents, graph);
    }
    return new Bundle(folder, manifest, contents, golden);
  }

  /** Where the bundle was read from. */
  public Path folder() {
    return folder;
  }

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
    Path path = folder.resolve(file.getName());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(folder, file.getName() + " is missing or not a plain file");
    }
    long size = Files.size(path);
    if (size != file.getSizeBytes()) {
      throw new BundleException(
          folder,
          "%s has %d bytes, the manifest says %d"
              .formatted(file.getName(), size, file.getSizeBytes()));
    }
    byte[] bytes = Files.readAllBytes(path);
    String digest = Sha256.hex(bytes);
    if (!digest.equals(file.getSha256())) {
      throw new BundleException(
          folder,
          "%s has SHA-256 %s, the manifest says %s"
              .formatted(file.getName(), digest, file.getSha256()));
    }
    return bytes;
  }
}
