package io.twofold.bench.floor;

import static java.util.Objects.requireNonNull;

import io.twofold.bench.load.Mix;
import io.twofold.bench.load.PixelFormat;
import io.twofold.bench.load.Requests;
import io.twofold.bench.load.Rpc;
import io.twofold.bench.load.Timing;
import io.twofold.bench.load.Workload;
import io.twofold.bench.process.JavaProgram;
import io.twofold.bench.process.ServerProcess;
import io.twofold.bench.process.TwofoldPrograms;
import io.twofold.codec.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures the server, a bare echo, a naive server and the model alone in alternation: every round
 * measures each, every second one in the opposite order, so that what changes on the machine
 * meanwhile changes all of them.
 */
public final class FloorRun {

  /** Calls in flight, each measured by itself. */
  public static final List<Integer> IN_FLIGHT = List.of(1, 8, 64);

  /** Swaps in a batch of the model alone. */
  public static final int BATCH = 32;

  private final FloorPlan plan;
  private final TwofoldPrograms programs;
  private final Consumer<String> progress;

  /**
   * @param progress hears what is done, a line at a time
   */
  public FloorRun(FloorPlan plan, TwofoldPrograms programs, Consumer<String> progress) {
    this.plan = plan;
    this.programs = programs;
    this.progress = progress;
  }

  /**
   * Starts everything, measures, and stops everything.
   *
   * @param folder an empty one, for what the run writes
   */
  public List<Round> run(Path folder) throws IOException, InterruptedException {
    try (Codec codec = Codec.open(plan.bundle())) {
      Workload swaps =
          new Requests(ServedBundle.model(codec), 1, PixelFormat.FLOAT32, plan.seed())
              .workload(Mix.of(Rpc.SWAP));
      JavaProgram serve =
          programs.serve(
              "ours",
              ServedBundle.repository(plan.bundle(), codec.manifest().getModel(), folder),
              plan.serverArgs());
      JavaProgram echo = programs.ours("echo", EchoServer.class, List.of());
      JavaProgram naive =
          programs.ours(
              "naive",
              NaiveServer.class,
              List.of(NaiveServer.BUNDLE, plan.bundle().toAbsolutePath().toString()));
      try (MeasuredServer echoServer = start(echo, folder, swaps);
          MeasuredServer naiveServer = start(naive, folder, swaps);
          MeasuredServer ours = start(serve, folder, swaps)) {
        Map<Served, MeasuredServer> servers = new EnumMap<>(Served.class);
        servers.put(Served.ECHO, echoServer);
        servers.put(Served.NAIVE, naiveServer);
        servers.put(Served.OURS, ours);
        return rounds(servers, new InProcess(codec), serve, folder);
      }
    }
  }

  private MeasuredServer start(JavaProgram program, Path folder, Workload swaps)
      throws IOException, InterruptedException {
    return MeasuredServer.start(program, folder, plan.channels(), swaps);
  }

  private List<Round> rounds(
      Map<Served, MeasuredServer> servers, InProcess model, JavaProgram serve, Path folder)
      throws IOException, InterruptedException {
    for (MeasuredServer server : servers.values()) {
      Figures warm =
          server.measure(
              Collections.max(IN_FLIGHT), Timing.of(0, plan.warmupSeconds()), plan.seed());
      progress.accept(
          "warm-up of %s: %,d calls in %.1f s"
              .formatted(server.name(), warm.answered(), plan.warmupSeconds()));
    }
    model.measure(1, seconds(plan.warmupSeconds() / 2));
    model.measure(BATCH, seconds(plan.warmupSeconds() / 2));
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= plan.rounds(); i++) {
      long began = System.nanoTime();
      List<Served> order = new ArrayList<>(servers.keySet());
      if (i % 2 == 0) {
        Collections.reverse(order);
      }
      rounds.add(round(order, servers, model, serve, folder));
      progress.accept(
          "round %d of %d took %.0f s"
              .formatted(i, plan.rounds(), (System.nanoTime() - began) / 1e9));
    }
    return rounds;
  }

  private Round round(
      List<Served> order,
      Map<Served, MeasuredServer> servers,
      InProcess model,
      JavaProgram serve,
      Path folder)
      throws IOException, InterruptedException {
    Map<Served, Map<Integer, Figures>> served = new EnumMap<>(Served.class);
    for (int inFlight : IN_FLIGHT) {
      for (Served which : order) {
        Figures figures =
            requireNonNull(servers.get(which))
                .measure(
                    inFlight,
                    Timing.of(plan.seconds() * FloorPlan.SETTLING, plan.seconds()),
                    plan.seed());
        served.computeIfAbsent(which, any -> new TreeMap<>()).put(inFlight, figures);
      }
    }
    double runP50 = model.measure(1, seconds(plan.seconds())).p50Micros();
    double batchCpu = model.measure(BATCH, seconds(plan.seconds())).cpuMicrosPerSample();
    double startSeconds;
    try (ServerProcess another = ServerProcess.start(serve, folder)) {
      startSeconds = another.startTime().toNanos() / 1e9;
    }
    return new Round(served, runP50, batchCpu, startSeconds);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
