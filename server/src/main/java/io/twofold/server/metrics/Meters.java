package io.twofold.server.metrics;

import java.time.Duration;

/**
 * The name, unit, tags and buckets of every meter of the server.
 *
 * <p>Names are Micrometer's; Prometheus shows dots as underscores and appends the unit, as in
 * {@code twofold_rpc_duration_seconds_bucket}. JVM and process meters keep Micrometer's own names.
 */
final class Meters {

  /**
   * Timer, by rpc, model, version and status code: from the call's arrival to its last byte out.
   */
  static final String RPC_DURATION = "twofold.rpc.duration";

  /** Summary, by rpc, model and version: the images of each call that succeeded. */
  static final String RPC_IMAGES = "twofold.rpc.images";

  /** Counter in bytes, by rpc: messages as they came over the wire. */
  static final String RPC_RECEIVED = "twofold.rpc.received";

  /** Counter in bytes, by rpc: messages as they went over the wire. */
  static final String RPC_SENT = "twofold.rpc.sent";

  /** Gauge: calls that have arrived and are not answered. */
  static final String RPC_IN_FLIGHT = "twofold.rpc.in.flight";

  /** Timer, by operation, model and version: from a job's arrival in the queue to its batch. */
  static final String BATCH_QUEUE = "twofold.batch.queue";

  /** Timer, by operation, model and version: one batch in ONNX Runtime. */
  static final String BATCH_RUN = "twofold.batch.run";

  /** Summary, by operation, model and version: the images of one batch. */
  static final String BATCH_ITEMS = "twofold.batch.images";

  /** Gauge, by operation, model and version: images that wait. */
  static final String BATCH_QUEUED = "twofold.batch.queued";

  /** Gauge, by operation, model and version: images that may wait. */
  static final String BATCH_QUEUE_LIMIT = "twofold.batch.queue.limit";

  /** Gauge, by model, version and state: 1 for the state that the version is in, 0 for others. */
  static final String VERSION_STATE = "twofold.version.state";

  /** Gauge, by model, version, latent space and shape: 1 for every version with a manifest. */
  static final String VERSION_MANIFEST = "twofold.version.manifest";

  /** Gauge in seconds, by model and version: from the first look at the files to the proof. */
  static final String VERSION_LOAD = "twofold.version.load";

  /**
   * Gauge, by model and version: the largest absolute difference between the golden outputs and
   * what the trainer computed.
   */
  static final String VERSION_PARITY_ERROR = "twofold.version.parity.error";

  /** Gauge, by model, version in memory and role: 1. */
  static final String VERSION_ROLE = "twofold.version.role";

  /** Gauge from 0 to 1, by model and version in memory: its part of calls that name no version. */
  static final String VERSION_SHARE = "twofold.version.share";

  /** Gauge, by model and version that is compared: the error of codes that were encoded again. */
  static final String VERSION_CYCLE_ERROR = "twofold.version.cycle.error";

  /** Gauge, by model and version that is compared: the mean squared error of images. */
  static final String VERSION_RECONSTRUCTION_ERROR = "twofold.version.reconstruction.error";

  /** Gauge, by model: which state of the rollout's file is followed. */
  static final String ROLLOUT_GENERATION = "twofold.rollout.generation";

  /** Gauge in seconds since 1970, by model and version: when it was taken back. */
  static final String ROLLOUT_REFUSED_TIME = "twofold.rollout.refused.time";

  /**
   * Gauge, by model, while a rollout is under way: 0 in the shadow, then the number of the step.
   */
  static final String ROLLOUT_STEP = "twofold.rollout.step";

  /** Gauge in seconds since 1970, by model, while a rollout is under way: when its step began. */
  static final String ROLLOUT_STEP_TIME = "twofold.rollout.step.time";

  /** Gauge, by model, while a rollout is under way: 1 where it is held. */
  static final String ROLLOUT_PAUSED = "twofold.rollout.paused";

  /** Gauge, by model: 1 where the rollout's state cannot be read or written. */
  static final String ROLLOUT_TROUBLE = "twofold.rollout.trouble";

  /** Gauge, by model, version and kind, while a rollout is under way: what the step has shown. */
  static final String ROLLOUT_EVIDENCE = "twofold.rollout.evidence";

  /** Gauge, by model, guard and side, while a rollout is under way: what is compared. */
  static final String ROLLOUT_GUARD = "twofold.rollout.guard";

  /**
   * Gauge, by model, guard and verdict, while a rollout is under way: 1 for what the guard says.
   */
  static final String ROLLOUT_GUARD_VERDICT = "twofold.rollout.guard.verdict";

  /** Gauge in bytes: memory of the process, native memory included. */
  static final String PROCESS_MEMORY = "process.resident.memory";

  /** Gauge: connections to the gRPC port that are open. */
  static final String CONNECTIONS_OPEN = "twofold.connections.open";

  /** Counter: connections that were closed at once, as many as may be being open. */
  static final String CONNECTIONS_REFUSED = "twofold.connections.refused";

  /** Counter, by cause: calls that were refused before a model saw them. */
  static final String RPC_REFUSED = "twofold.rpc.refused";

  /** Gauge: how many calls may run a model at once, as of now. */
  static final String RPC_CONCURRENCY_LIMIT = "twofold.rpc.concurrency.limit";

  static final String TAG_CAUSE = "cause";
  static final String TAG_RPC = "rpc";
  static final String TAG_OPERATION = "operation";
  static final String TAG_MODEL = "model";
  static final String TAG_VERSION = "version";
  static final String TAG_CODE = "code";
  static final String TAG_STATE = "state";
  static final String TAG_ROLE = "role";
  static final String TAG_KIND = "kind";
  static final String TAG_GUARD = "guard";
  static final String TAG_SIDE = "side";
  static final String TAG_VERDICT = "verdict";
  static final String TAG_LATENT_SPACE = "latent_space";
  static final String TAG_SHAPE = "shape";

  static final String BYTES = "bytes";
  static final String IMAGES = "images";
  static final String SECONDS = "seconds";

  /** The model and version of a call that no version answered, or one that is forgotten. */
  static final String NONE = "none";

  private Meters() {}

  /** Upper bounds of every timer. */
  static Duration[] durationBuckets() {
    return new Duration[] {
      micros(25),
      micros(50),
      micros(100),
      micros(250),
      micros(500),
      micros(1_000),
      micros(2_500),
      micros(5_000),
      micros(10_000),
      micros(25_000),
      micros(50_000),
      micros(100_000),
      micros(250_000),
      micros(500_000),
      micros(1_000_000),
      micros(2_500_000),
      micros(5_000_000),
      micros(10_000_000)
    };
  }

  /** Upper bounds of every summary of images. */
  static double[] imageBuckets() {
    return new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
