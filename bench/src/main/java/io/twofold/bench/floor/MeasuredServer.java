package io.twofold.bench.floor;

import io.twofold.bench.load.Channels;
import io.twofold.bench.load.ClosedLoop;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.load.RunListener;
import io.twofold.bench.load.Target;
import io.twofold.bench.load.Timing;
import io.twofold.bench.load.Workload;
import io.twofold.bench.process.Allocation;
import io.twofold.bench.process.JavaProgram;
import io.twofold.bench.process.ServerProcess;
import io.twofold.bench.process.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A server process with connections to it, and the meters of what it uses. */
final class MeasuredServer implements AutoCloseable {

  private final ServerProcess process;
  private final Allocation allocation;
  private final Channels channels;
  private final Target target;

  private MeasuredServer(
      ServerProcess process, Allocation allocation, Channels channels, Workload workload) {
    this.process = process;
    this.allocation = allocation;
    this.channels = channels;
    this.target = new Target(channels, workload, Optional.empty());
  }

  static MeasuredServer start(JavaProgram program, Path folder, int channels, Workload workload)
      throws IOException, InterruptedException {
    ServerProcess process = ServerProcess.start(program, folder);
    try {
      return new MeasuredServer(
          process,
          Allocation.of(process.handle()),
          Channels.plaintext(process.target(), channels),
          workload);
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  String name() {
    return process.name();
  }

  /** Keeps {@code inFlight} calls in flight, and measures once the load has settled. */
  Figures measure(int inFlight, Timing timing, long seed) throws InterruptedException {
    Meter meter = new Meter();
    LoadResult result = new ClosedLoop(target, inFlight, seed).run(timing, meter);
    double calls = Math.max(1, result.answered());
    return new Figures(
        result.latency().p50(),
        result.latency().p99(),
        result.callsPerSecond(),
        meter.serverCpu.toNanos() / 1e3 / calls,
        meter.clientCpu.toNanos() / 1e3 / calls,
        meter.allocated / calls,
        result.answered(),
        result.failed());
  }

  @Override
  public void close() throws IOException {
    channels.close();
    try {
      allocation.close();
    } finally {
      process.close();
    }
  }

  /** Reads the meters at the edges of a window. */
  private final class Meter implements RunListener {
    private Allocation.Snapshot before = allocation.snapshot();
    private Duration serverCpu = Duration.ZERO;
    private Duration clientCpu = Duration.ZERO;
    private long allocated;

    @Override
    public void opened() {
      before = allocation.snapshot();
      serverCpu = Usage.cpu(process.handle());
      clientCpu = Usage.cpu(ProcessHandle.current());
    }

    @Override
    public void closed() {
      serverCpu = Usage.cpu(process.handle()).minus(serverCpu);
      clientCpu = Usage.cpu(ProcessHandle.current()).minus(clientCpu);
      allocated = allocation.snapshot().since(before);
    }
  }
}
