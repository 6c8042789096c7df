package io.twofold.batch.model;

import io.twofold.codec.Codec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The bundles that this process has opened: each once, for all of its task threads.
 *
 * <p>They stay open for the process's life, which for an executor is that of its application.
 */
public final class ExecutorCodecs {

  private static final Map<String, Codec> OPEN = new HashMap<>();

  private ExecutorCodecs() {}

  /**
   * The codec of a bundle, opened by the first caller while others wait.
   *
   * @throws IOException where the bundle is broken or cannot be unpacked; the next caller tries
   *     again
   */
  public static Codec of(BundleArchive archive) throws IOException {
    synchronized (OPEN) {
      Codec codec = OPEN.get(archive.sha256());
      if (codec == null) {
        codec = archive.open();
        OPEN.put(archive.sha256(), codec);
      }
      return codec;
    }
  }
}
