package io.twofold.batch.model;

import io.twofold.bundle.v1.File;
import io.twofold.codec.Codec;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Manifests;
import io.twofold.codec.bundle.Sha256;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A bundle as bytes, to be sent to other machines and opened there.
 *
 * <p>It is verified where it is packed, and again, with every digest and the golden vectors, where
 * it is opened.
 */
public final class BundleArchive implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private final String sha256;
  private final HashMap<String, byte[]> files = new HashMap<>();

  private BundleArchive(String sha256, Map<String, byte[]> files) {
    this.sha256 = sha256;
    this.files.putAll(files);
  }

  /**
   * Packs a bundle that was read, and so verified.
   *
   * @throws IOException where it cannot be read again
   */
  public static BundleArchive pack(Bundle bundle) throws IOException {
    Path folder = bundle.folder();
    Map<String, byte[]> files = new HashMap<>();
    byte[] manifestBytes = Files.readAllBytes(folder.resolve(Manifests.FILE));
    files.put(Manifests.FILE, manifestBytes);
    for (File file : bundle.manifest().getFilesList()) {
      files.put(file.getName(), Files.readAllBytes(folder.resolve(file.getName())));
    }
    return new BundleArchive(Sha256.hex(manifestBytes), files);
  }

  /**
   * The SHA-256 of the manifest, which holds those of all other files: it names the whole content.
   */
  public String sha256() {
    return sha256;
  }

  /**
   * Unpacks the bundle into a temporary folder, verifies it, opens it, and proves it with its
   * golden vectors; the folder is gone afterwards.
   *
   * @throws BundleException where what came is not what was packed, or this machine computes
   *     something else from it
   * @throws IOException where it cannot be unpacked
   */
  Codec open() throws IOException {
    Path folder = Files.createTempDirectory("twofold-bundle-");
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      String found = Sha256.hex(Files.readAllBytes(folder.resolve(Manifests.FILE)));
      if (!found.equals(sha256)) {
        throw new BundleException(
            folder, "the manifest has SHA-256 %s, %s was sent".formatted(found, sha256));
      }
      return Codec.open(folder);
    } finally {
      for (String name : files.keySet()) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
  }
}
