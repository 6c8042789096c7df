package io.twofold.batch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.twofold.batch.TestData;
import io.twofold.codec.bundle.ImageShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar under {@code spark-submit} on a standalone master and two workers, one of which
 * is killed while the job runs. A server's answers for the same images are what its output must be.
 */
@Tag("packaged")
@Timeout(900)
class ClusterTest {

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
  private static final int FILES = 96;
  private static final int IMAGES_A_FILE = 32;
  private static final int COUNT = FILES * IMAGES_A_FILE;

  @TempDir Path folder;

  @Test
  void aJobOutlivesAWorkerAndAnswersAsTheServerDoes() throws Exception {
    byte[] pixels = TestData.pixels(COUNT, SHAPE, 9);
    parquet(pixels);
    try (Programs programs = new Programs(folder)) {
      String server = programs.server();
      String master = "spark://127.0.0.1:" + Programs.freePort();
      Process masterProcess = master(programs, master);
      Process victim = worker(programs, master, "victim");
      worker(programs, master, "survivor");
      programs.await("two workers have registered", masterProcess, () -> registered(programs) == 2);

      Process driver = submit(programs, master);
      programs.await("some tasks are done", driver, () -> committed() >= 2);
      Programs.kill(victim);
      int before = committed();
      assertThat(driver.waitFor()).as(programs.logs()).isZero();
      assertThat(before).as("tasks that were done when the worker was killed").isLessThan(FILES);
      assertThat(programs.log("driver")).content().contains("Lost executor");

      Map<String, Row> rows = rows();
      assertThat(folder.resolve("codes/_SUCCESS")).exists();
      ServerAnswers answers = new ServerAnswers(server);
      for (int first = 0; first < COUNT; first += IMAGES_A_FILE) {
        int next = first + IMAGES_A_FILE;
        ServerAnswers.Answer answer =
            answers.encode(TestData.images(pixels, SHAPE, first, next), IMAGES_A_FILE);
        for (int i = first; i < next; i++) {
          Row row = rows.get("image " + i);
          assertThat(row.<Long>getAs("version")).asString().isEqualTo(answer.version());
          requireClose(row, "s", answer.s(), i - first);
          requireClose(row, "z", answer.z(), i - first);
        }
      }
    }
  }

  private static Process master(Programs programs, String master) throws IOException {
    String port = master.substring(master.lastIndexOf(':') + 1);
    Process process =
        programs.spark(
            "master",
            "256m",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            port,
            "--webui-port",
            "0");
    programs.await(
        "the master listens",
        process,
        () -> Programs.contains(programs.log("master"), "Starting Spark master at"));
    return process;
  }

  private Process worker(Programs programs, String master, String name) throws IOException {
    return programs.spark(
        name,
        "256m",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--webui-port",
        "0",
        "--work-dir",
        folder.resolve("work-" + name).toString(),
        master);
  }

  private static int registered(Programs programs) {
    try {
      return Files.readString(programs.log("master")).split("Registering worker", -1).length - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process submit(Programs programs, String master) throws IOException {
    return programs.spark(
        "driver",
        "768m",
        "org.apache.spark.deploy.SparkSubmit",
        "--master",
        master,
        "--executor-memory",
        "640m",
        "--conf",
        "spark.driver.host=127.0.0.1",
        "--conf",
        "spark.ui.enabled=false",
        // Both executors are there before the first task.
        "--conf",
        "spark.scheduler.minRegisteredResourcesRatio=1",
        "--conf",
        "spark.scheduler.maxRegisteredResourcesWaitingTime=300s",
        // Each file is a task.
        "--conf",
        "spark.sql.files.maxPartitionBytes=1000",
        Programs.submitted().toString(),
        "bulk-encode",
        "--model",
        Path.of(System.getProperty("twofold.root"), "models/mnist/2").toString(),
        "--in",
        folder.resolve("images").toString(),
        "--out",
        folder.resolve("codes").toString(),
        "--batch",
        "32");
  }

  /** Tasks whose output is committed, while the job runs. */
  private int committed() {
    try (Stream<Path> files = Files.walk(folder, 4)) {
      return (int)
          files
              .filter(file -> file.getFileName().toString().startsWith("task_"))
              .filter(file -> file.toString().contains(".codes.staging-"))
              .count();
    } catch (IOException | UncheckedIOException e) {
      // The committer moves files while they are listed.
      return 0;
    }
  }

  private static void requireClose(Row row, String column, float[] answers, int image) {
    List<Float> code = row.getList(row.fieldIndex(column));
    for (int i = 0; i < code.size(); i++) {
      assertThat(code.get(i)).isCloseTo(answers[image * code.size() + i], within(1e-5f));
    }
  }

  private Map<String, Row> rows() throws IOException {
    try (SparkSession spark = session()) {
      List<Row> rows = spark.read().parquet(folder.resolve("codes").toString()).collectAsList();
      assertThat(rows).hasSize(COUNT);
      Map<String, Row> byName = new HashMap<>();
      rows.forEach(row -> byName.put(row.getAs("name"), row));
      assertThat(byName).hasSize(COUNT);
      return byName;
    }
  }

  /** {@link #FILES} files with a column of one byte a value. */
  private void parquet(byte[] pixels) throws IOException {
    StructType schema =
        new StructType().add("name", DataTypes.StringType).add("image", DataTypes.BinaryType);
    List<Row> rows =
        IntStream.range(0, COUNT)
            .mapToObj(
                i -> RowFactory.create("image " + i, TestData.images(pixels, SHAPE, i, i + 1)))
            .toList();
    try (SparkSession spark = session()) {
      spark
          .createDataFrame(rows, schema)
          .repartition(FILES)
          .write()
          .parquet(folder.resolve("images").toString());
    }
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", false)
        .getOrCreate();
  }
}
