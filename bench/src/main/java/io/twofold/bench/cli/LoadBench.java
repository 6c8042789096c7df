package io.twofold.bench.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.bench.load.Channels;
import io.twofold.bench.load.ClosedLoop;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.load.OpenLoop;
import io.twofold.bench.load.Progress;
import io.twofold.bench.load.RunListener;
import io.twofold.bench.load.ServedModel;
import io.twofold.bench.load.Target;
import io.twofold.bench.load.Timing;
import io.twofold.bench.load.Workload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plain load on a server that is there. */
final class LoadBench {

  private static final List<Integer> IN_FLIGHT = List.of(1, 8, 64);

  private final TargetOptions options;
  private final LoadOptions load;
  private final Console console;

  LoadBench(TargetOptions options, LoadOptions load, Console console) {
    this.options = options;
    this.load = load;
    this.console = console;
  }

  int run(double seconds, double warmupSeconds) throws IOException, InterruptedException {
    if (load.rate != null && load.inFlight != null) {
      throw new IllegalArgumentException(
          "--rate is an open loop and --in-flight a closed one: choose");
    }
    Timing timing = Timing.of(warmupSeconds, seconds);
    String server = options.target();
    ServedModel model = options.choose(server);
    Workload workload = load.workload(model);
    console.step(
        "%s of %s at %s, %d image%s a call as %s, %d connection%s"
            .formatted(
                workload.mix(),
                model.name(),
                server,
                load.images,
                load.images == 1 ? "" : "s",
                load.pixels.name().toLowerCase(Locale.ROOT),
                load.channels,
                load.channels == 1 ? "" : "s"));
    Map<String, LoadResult> results = new LinkedHashMap<>();
    try (Channels channels = options.channels(server, load.channels)) {
      Target target = new Target(channels, workload, options.deadline());
      target.tryEach();
      if (load.rate != null) {
        console.step(
            "%s calls/s, at most %,d of them open"
                .formatted(Numbers.of(load.rate), load.maxOpen(workload)));
        results.put(
            Numbers.of(load.rate),
            new OpenLoop(target, load.rate, load.maxOpen(workload), load.seed)
                .run(timing, listener()));
      } else {
        for (int inFlight : load.inFlight == null ? IN_FLIGHT : load.inFlight) {
          console.step(inFlight + " in flight");
          results.put(
              Integer.toString(inFlight),
              new ClosedLoop(target, inFlight, load.seed).run(timing, listener()));
        }
      }
    }
    String what = load.rate == null ? "IN FLIGHT" : "RATE";
    console.results(LoadReport.lines(what, results));
    console.write(json(server, model, results));
    return console.exitCode(
        results.values().stream().anyMatch(result -> result.answered() > 0),
        results.values().stream().allMatch(result -> result.failed() == 0));
  }

  private RunListener listener() {
    return new RunListener() {
      @Override
      public void progress(Progress progress) {
        console.progress(progress);
      }
    };
  }

  private JsonObject json(String server, ServedModel model, Map<String, LoadResult> results) {
    JsonObject json = JsonFile.begin("load");
    json.addProperty("server", server);
    json.addProperty("model", model.name());
    json.addProperty("rpc", load.mix.toString());
    json.addProperty("images_per_call", load.images);
    json.addProperty("channels", load.channels);
    JsonArray runs = new JsonArray();
    results.forEach(
        (name, result) -> {
          JsonObject run = new JsonObject();
          if (result.open() == null) {
            run.addProperty("in_flight", Integer.parseInt(name));
          }
          LoadReport.json(result).asMap().forEach(run::add);
          runs.add(run);
        });
    json.add("runs", runs);
    return json;
  }
}
