package io.twofold.bench.cli;

import com.google.gson.JsonObject;
import io.twofold.bench.floor.FloorPlan;
import io.twofold.bench.floor.FloorRun;
import io.twofold.bench.floor.FloorTargets;
import io.twofold.bench.floor.Round;
import io.twofold.bench.process.TwofoldPrograms;
import io.twofold.bench.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The server beside its floor. */
final class FloorBench {

  private final OwnServerOptions own;
  private final LoadOptions load;
  private final Console console;

  FloorBench(OwnServerOptions own, LoadOptions load, Console console) {
    this.own = own;
    this.load = load;
    this.console = console;
  }

  int run(int rounds, double seconds, double warmupSeconds)
      throws IOException, InterruptedException {
    FloorPlan plan =
        new FloorPlan(
            own.bundle(),
            rounds,
            seconds,
            warmupSeconds,
            load.channels,
            own.serveOptions(),
            load.seed);
    TwofoldPrograms programs = own.programs();
    List<String> method =
        List.of(
            "one swap a call of %s, float32 pixels, %d connection(s), %d processors"
                .formatted(
                    plan.bundle(), load.channels, Runtime.getRuntime().availableProcessors()),
            "medians of %d round(s) in alternation; each window %s s after %s s of the same load, warm-up %s s"
                .formatted(
                    rounds,
                    Numbers.of(seconds),
                    Numbers.of(seconds / 4),
                    Numbers.of(warmupSeconds)),
            "every server: java " + String.join(" ", programs.options()));
    console.results(method);
    List<Round> measured;
    try (RunFolder folder = RunFolder.make()) {
      measured = new FloorRun(plan, programs, console::step).run(folder.path());
    }
    List<Verdict> verdicts = FloorTargets.of(measured);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(FloorReport.lines(measured));
    lines.add("");
    lines.addAll(VerdictReport.lines(verdicts));
    console.results(lines);
    JsonObject json = JsonFile.begin("floor");
    json.addProperty("bundle", plan.bundle().toString());
    json.addProperty("jvm_options", String.join(" ", programs.options()));
    json.addProperty("serve_options", String.join(" ", plan.serverArgs()));
    json.addProperty("channels", load.channels);
    json.addProperty("seconds", seconds);
    json.addProperty("warmup_seconds", warmupSeconds);
    json.add("rounds", FloorReport.json(measured));
    json.add("verdicts", VerdictReport.json(verdicts));
    console.write(json);
    return console.exitCode(true, verdicts.stream().allMatch(Verdict::met));
  }
}
