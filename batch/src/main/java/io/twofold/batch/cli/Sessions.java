package io.twofold.batch.cli;

import org.apache.spark.sql.SparkSession;

/** Opens Spark as this process was started: embedded, or by {@code spark-submit}. */
final class Sessions {

  private Sessions() {}

  /** Whether {@code spark-submit} started this process; it sets where the cluster is. */
  static boolean isSubmitted() {
    return System.getProperty("spark.master") != null;
  }

  /**
   * Opens a session.
   *
   * @param threads of an embedded session; 0 for as many as there are processors
   */
  static SparkSession open(String name, int threads) {
    SparkSession.Builder builder = SparkSession.builder().appName("twofold " + name);
    if (isSubmitted()) {
      return builder.getOrCreate();
    }
    int processors = Runtime.getRuntime().availableProcessors();
    int used = threads == 0 ? processors : threads;
    return builder
        .master("local[%d]".formatted(used))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        .config("spark.ui.showConsoleProgress", false)
        .config("spark.executor.heartbeatInterval", "1s")
        .config("spark.sql.shuffle.partitions", 4L * used)
        // Folders of small files would be read a few dozen files a task.
        .config("spark.sql.files.openCostInBytes", 1 << 16)
        .getOrCreate();
  }
}
