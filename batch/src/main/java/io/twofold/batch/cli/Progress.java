package io.twofold.batch.cli;

import io.twofold.batch.BulkCodec;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Says how far a job is, every few seconds: from the heartbeats of the executors. */
final class Progress extends SparkListener {

  private static final int SECONDS_BETWEEN_LINES = 5;

  private final SparkSession spark;
  private final PrintWriter err;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "twofold-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final long began = System.nanoTime();

  /** Rows that were answered, by task. */
  private final Map<Long, Long> rows = new ConcurrentHashMap<>();

  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  private Progress(SparkSession spark, PrintWriter err) {
    this.spark = spark;
    this.err = err;
  }

  static Progress start(SparkSession spark, PrintWriter err) {
    Progress progress = new Progress(spark, err);
    spark.sparkContext().addSparkListener(progress);
    var unused =
        progress.timer.scheduleAtFixedRate(
            progress::print, SECONDS_BETWEEN_LINES, SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
    return progress;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasks.addAndGet(stage.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskInfo().successful()) {
      ended.incrementAndGet();
      count(task.taskInfo().taskId(), task.taskInfo().accumulables());
    } else {
      rows.remove(task.taskInfo().taskId());
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    CollectionConverters.asJava(heartbeat.accumUpdates())
        .forEach(update -> count((Long) update._1(), update._4()));
  }

  private void count(long task, Iterable<AccumulableInfo> counters) {
    for (AccumulableInfo counter : CollectionConverters.asJava(counters)) {
      if (counter.name().contains(BulkCodec.DONE) && counter.update().isDefined()) {
        rows.merge(task, (Long) counter.update().get(), Math::max);
      }
    }
  }

  private void print() {
    long done = rows.values().stream().mapToLong(Long::longValue).sum();
    double seconds = (System.nanoTime() - began) / 1e9;
    err.println(
        "  %,d images, %,.0f a second; %d of %d tasks done"
            .formatted(done, done / seconds, ended.get(), tasks.get()));
    err.flush();
  }

  void stop() {
    timer.shutdownNow();
    spark.sparkContext().removeSparkListener(this);
  }
}
