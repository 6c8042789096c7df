package io.twofold.trainer.cli;

import io.twofold.trainer.data.DataLookup;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Settings of the training engine that must stand before it is loaded. */
final class EngineSettings {

  /** Kept here, so that the level is not lost with a collected logger. */
  private static final Logger ENGINE_LOG = Logger.getLogger("ai.djl");

  private EngineSettings() {}

  /** No telemetry, no network, natives in Twofold's own cache, and a quiet log. */
  static void apply() {
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey("DJL_CACHE_DIR")) {
      Path cache = DataLookup.cacheFolder(environment).resolve("djl");
      setUnlessSet("DJL_CACHE_DIR", cache.toString());
    }
    ENGINE_LOG.setLevel(Level.SEVERE);
  }

  /** How many threads the engine computes with; only before its first use. */
  static void setThreads(int threads) {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
