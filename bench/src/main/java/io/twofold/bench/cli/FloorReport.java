package io.twofold.bench.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.bench.floor.Figures;
import io.twofold.bench.floor.FloorRun;
import io.twofold.bench.floor.Round;
import io.twofold.bench.floor.Served;
import io.twofold.bench.verdict.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the comparison measured: medians over the rounds. */
final class FloorReport {

  private FloorReport() {}

  static List<String> lines(List<Round> rounds) {
    TextTable table =
        new TextTable(
            "IN FLIGHT",
            "SERVER",
            "P50 µs",
            "P99 µs",
            "CALLS/S",
            "SERVER CPU µs/CALL",
            "CLIENT CPU µs/CALL",
            "ALLOCATED B/CALL",
            "FAILED");
    for (int inFlight : FloorRun.IN_FLIGHT) {
      for (Served served : Served.values()) {
        List<Figures> figures =
            rounds.stream().map(round -> round.figures(served, inFlight)).toList();
        table.row(
            Integer.toString(inFlight),
            word(served),
            median(figures, Figures::p50Micros),
            median(figures, Figures::p99Micros),
            Numbers.of(Math.rint(Median.of(figures, Figures::callsPerSecond))),
            median(figures, Figures::serverCpuMicros),
            median(figures, Figures::clientCpuMicros),
            Numbers.of(Math.rint(Median.of(figures, Figures::allocatedBytes))),
            Numbers.of(figures.stream().mapToLong(Figures::failed).sum()));
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        "in this process: one swap p50 %s µs; in batches of %d, %s µs CPU a swap"
            .formatted(
                Numbers.of(Median.of(rounds, Round::runP50Micros)),
                FloorRun.BATCH,
                Numbers.of(Median.of(rounds, Round::batchCpuMicros))));
    return lines;
  }

  private static String median(List<Figures> figures, ToDoubleFunction<Figures> figure) {
    return Numbers.of(Median.of(figures, figure));
  }

  private static String word(Served served) {
    return served.name().toLowerCase(Locale.ROOT);
  }

  /** Every round by itself. */
  static JsonArray json(List<Round> rounds) {
    JsonArray array = new JsonArray();
    for (Round round : rounds) {
      JsonObject json = new JsonObject();
      for (Served served : Served.values()) {
        JsonObject byInFlight = new JsonObject();
        for (int inFlight : FloorRun.IN_FLIGHT) {
          byInFlight.add(Integer.toString(inFlight), json(round.figures(served, inFlight)));
        }
        json.add(word(served), byInFlight);
      }
      json.addProperty("in_process_p50_micros", round.runP50Micros());
      json.addProperty("in_process_batch_cpu_micros_per_swap", round.batchCpuMicros());
      json.addProperty("start_seconds", round.startSeconds());
      array.add(json);
    }
    return array;
  }

  private static JsonObject json(Figures figures) {
    JsonObject json = new JsonObject();
    json.addProperty("p50_micros", figures.p50Micros());
    json.addProperty("p99_micros", figures.p99Micros());
    json.addProperty("calls_per_second", figures.callsPerSecond());
    json.addProperty("server_cpu_micros_per_call", figures.serverCpuMicros());
    json.addProperty("client_cpu_micros_per_call", figures.clientCpuMicros());
    json.addProperty("allocated_bytes_per_call", figures.allocatedBytes());
    json.addProperty("answered", figures.answered());
    json.addProperty("failed", figures.failed());
    return json;
  }
}
