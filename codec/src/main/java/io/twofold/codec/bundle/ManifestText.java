package io.twofold.codec.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The text of a manifest, bounded before a JSON parser builds anything from it. */
final class ManifestText {

  /** A parser may take a hundred bytes of memory for two of text, such as {@code [[[[}. */
  static final int MAX_BYTES = 4 << 20;

  /** A manifest nests four deep; what a parser does by recursion must not overflow its stack. */
  static final int MAX_DEPTH = 32;

  private ManifestText() {}

  /**
   * Reads the manifest of a bundle.
   *
   * @throws BundleException where it is too large, or nests too deep
   */
  static String read(Path folder) throws IOException {
    byte[] bytes = PlainFiles.readAtMost(folder, Manifests.FILE, MAX_BYTES);
    if (depth(bytes) > MAX_DEPTH) {
      throw new BundleException(
          folder, "%s nests more than %d deep".formatted(Manifests.FILE, MAX_DEPTH));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The most objects and arrays that are open at once; brackets in strings are none. */
  private static int depth(byte[] json) {
    int depth = 0;
    int deepest = 0;
    boolean inString = false;
    for (int i = 0; i < json.length; i++) {
      switch (json[i]) {
        case '"' -> inString = !inString;
        case '\\' -> i += inString ? 1 : 0;
        case '{', '[' -> depth += inString ? 0 : 1;
        case '}', ']' -> depth -= inString ? 0 : 1;
        default -> {}
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
