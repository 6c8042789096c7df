package io.twofold.bench.cli;

import com.google.gson.JsonObject;
import io.twofold.bench.floor.ServedBundle;
import io.twofold.bench.load.Workload;
import io.twofold.bench.overload.OverloadPlan;
import io.twofold.bench.overload.OverloadResult;
import io.twofold.bench.overload.OverloadRun;
import io.twofold.bench.process.ServerProcess;
import io.twofold.bench.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Far more load than the server can take. */
final class OverloadBench {

  private static final List<Integer> IN_FLIGHT = List.of(8, 16, 32, 64);
  private static final double MOST_CALM_SECONDS = 5;

  private final OwnServerOptions own;
  private final TargetOptions options;
  private final LoadOptions load;
  private final Console console;

  OverloadBench(OwnServerOptions own, TargetOptions options, LoadOptions load, Console console) {
    this.own = own;
    this.options = options;
    this.load = load;
    this.console = console;
  }

  int run(double seconds, double warmupSeconds, double factor, @Nullable Long serverPid)
      throws IOException, InterruptedException {
    Storm storm = new Storm(seconds, warmupSeconds, factor);
    if (options.server != null) {
      Optional<ProcessHandle> process = Optional.ofNullable(serverPid).flatMap(ProcessHandle::of);
      if (serverPid != null && process.isEmpty()) {
        throw new IllegalArgumentException("--server-pid must be a process, unlike " + serverPid);
      }
      return run(storm, options.target(), process);
    }
    Path bundle = own.bundle().toAbsolutePath().normalize();
    try (RunFolder folder = RunFolder.make();
        ServerProcess server =
            ServerProcess.start(
                own.programs()
                    .serve(
                        "serve",
                        ServedBundle.repository(bundle, model(bundle), folder.path()),
                        own.serveOptions()),
                folder.path())) {
      return run(storm, server.target(), Optional.of(server.handle()));
    }
  }

  private static String model(Path bundle) {
    Path model = bundle.getParent();
    if (model == null || model.getFileName() == null) {
      throw new IllegalArgumentException(
          "--bundle must be <model>/<version>, unlike '%s'".formatted(bundle));
    }
    return model.getFileName().toString();
  }

  private record Storm(double seconds, double warmupSeconds, double factor) {}

  private int run(Storm storm, String server, Optional<ProcessHandle> process)
      throws IOException, InterruptedException {
    Workload workload = load.workload(options.choose(server));
    OverloadPlan plan =
        new OverloadPlan(
            storm.seconds(),
            storm.warmupSeconds(),
            Math.min(MOST_CALM_SECONDS, storm.seconds()),
            storm.factor(),
            load.inFlight == null ? IN_FLIGHT : load.inFlight,
            load.maxOpen(workload),
            load.seed);
    OverloadResult result =
        new OverloadRun(
                () -> options.channels(server, load.channels),
                workload,
                options.deadline(),
                process,
                plan)
            .run(console::step, console::progress);
    List<Verdict> verdicts = result.verdicts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s with %d image(s) a call as %s, %d connection(s), at most %,d calls open"
            .formatted(workload.mix(), load.images, load.pixels, load.channels, plan.maxOpen()));
    lines.add("");
    lines.addAll(OverloadReport.lines(result));
    lines.add("");
    lines.addAll(VerdictReport.lines(verdicts));
    console.results(lines);
    JsonObject json = JsonFile.begin("overload");
    json.addProperty("rpc", load.mix.toString());
    json.addProperty("images_per_call", load.images);
    json.addProperty("channels", load.channels);
    json.addProperty("factor", storm.factor());
    OverloadReport.json(result).asMap().forEach(json::add);
    json.add("verdicts", VerdictReport.json(verdicts));
    console.write(json);
    return console.exitCode(
        result.storm().answered() > 0, verdicts.stream().allMatch(Verdict::met));
  }
}
