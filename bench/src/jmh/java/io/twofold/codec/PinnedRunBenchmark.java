package io.twofold.codec;

import io.twofold.codec.session.PinnedBatch;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One run of a shipped version's graph over buffers that are already full. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PinnedRunBenchmark {

  /** The graph. */
  @Param({"SWAP", "ENCODE", "DECODE"})
  public Operation operation;

  /** Items in a run. */
  @Param({"1", "8", "32"})
  public int batch;

  private Codec codec;
  private PinnedBatch pinned;

  /** Opens the version and fills the inputs with noise. */
  @Setup
  public void open() throws Exception {
    codec = Codec.open(Path.of(System.getProperty("twofold.root"), "models/mnist/2"));
    pinned = codec.graph(operation).borrow();
    SplittableRandom random = new SplittableRandom(1);
    for (int port = 0; port < codec.graph(operation).inputs().size(); port++) {
      FloatBuffer values = pinned.input(port);
      for (int i = 0; i < values.capacity(); i++) {
        values.put(i, (float) random.nextDouble());
      }
    }
  }

  /** Frees the version. */
  @TearDown
  public void close() {
    pinned.close();
    codec.close();
  }

  /** The run, and one value of what came out. */
  @Benchmark
  public float run() {
    pinned.run(batch);
    return pinned.output(0).get(0);
  }
}
