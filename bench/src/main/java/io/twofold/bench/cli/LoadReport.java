package io.twofold.bench.cli;

import com.google.gson.JsonObject;
import io.grpc.Status;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.load.Percentiles;
import io.twofold.bench.load.Rpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of load, for people and for programs. */
final class LoadReport {

  private LoadReport() {}

  /**
   * A table with a row for each run, and below it what went wrong.
   *
   * @param what the first column's title
   * @param results by what the first column says of them
   */
  static List<String> lines(String what, Map<String, LoadResult> results) {
    TextTable table =
        new TextTable(
            what,
            "CALLS/S",
            "IMAGES/S",
            "P50 µs",
            "P90",
            "P99",
            "P99.9",
            "P99.99",
            "MAX",
            "FAILED");
    List<String> notes = new ArrayList<>();
    results.forEach(
        (name, result) -> {
          row(table, name, result, result.latency(), Numbers.of(result.failed()));
          if (result.byRpc().size() > 1) {
            result.byRpc().forEach((rpc, some) -> row(table, "  " + rpc.word(), result, some, ""));
          }
          notes.addAll(notes(what + " " + name, result));
        });
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(notes);
    return lines;
  }

  private static void row(
      TextTable table, String name, LoadResult result, Percentiles latency, String failed) {
    double calls = latency.count() / result.seconds();
    table.row(
        name,
        Numbers.of(Math.rint(calls)),
        Numbers.of(Math.rint(calls * result.imagesPerCall())),
        Numbers.of(latency.p50()),
        Numbers.of(latency.p90()),
        Numbers.of(latency.p99()),
        Numbers.of(latency.p999()),
        Numbers.of(latency.p9999()),
        Numbers.of(latency.max()),
        failed);
  }

  private static List<String> notes(String name, LoadResult result) {
    List<String> notes = new ArrayList<>();
    LoadResult.Open open = result.open();
    if (open != null) {
      notes.add(
          "%s: sent %s of %s calls/s wanted, late by p50 %s µs, p99 %s µs; p99 from sending %s µs"
              .formatted(
                  name,
                  Numbers.of(open.sentPerSecond()),
                  Numbers.of(open.wantedPerSecond()),
                  Numbers.of(open.late().p50()),
                  Numbers.of(open.late().p99()),
                  Numbers.of(open.fromSending().p99())));
      if (open.overBound() > 0) {
        notes.add(
            "%s: %s calls were not made, because too many were open: this client failed them"
                .formatted(name, Numbers.of(open.overBound())));
      }
    }
    if (!result.errors().isEmpty()) {
      notes.add(name + ": failed with " + errors(result.errors()));
    }
    if (result.unanswered() > 0) {
      notes.add(
          "%s: %s calls had no answer when the run ended"
              .formatted(name, Numbers.of(result.unanswered())));
    }
    return notes;
  }

  /** Counts by status, as in "UNAVAILABLE 3, INTERNAL 1". */
  static String errors(Map<Status.Code, Long> errors) {
    return errors.entrySet().stream()
        .map(entry -> entry.getKey() + " " + Numbers.of(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A result with its fields in a fixed order; times are in microseconds. */
  static JsonObject json(LoadResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("seconds", result.seconds());
    json.addProperty("calls_per_second", result.callsPerSecond());
    json.addProperty("images_per_second", result.imagesPerSecond());
    json.addProperty("answered", result.answered());
    json.addProperty("failed", result.failed());
    json.add("latency_micros", json(result.latency()));
    JsonObject byRpc = new JsonObject();
    for (Rpc rpc : Rpc.values()) {
      Percentiles some = result.byRpc().get(rpc);
      if (some != null) {
        byRpc.add(rpc.word(), json(some));
      }
    }
    json.add("latency_micros_by_rpc", byRpc);
    JsonObject errors = new JsonObject();
    result.errors().forEach((code, count) -> errors.addProperty(code.name(), count));
    json.add("errors", errors);
    json.addProperty("unanswered", result.unanswered());
    LoadResult.Open open = result.open();
    if (open != null) {
      json.addProperty("wanted_per_second", open.wantedPerSecond());
      json.addProperty("sent_per_second", open.sentPerSecond());
      json.addProperty("over_bound", open.overBound());
      json.add("latency_from_sending_micros", json(open.fromSending()));
      json.add("late_micros", json(open.late()));
    }
    return json;
  }

  private static JsonObject json(Percentiles latency) {
    JsonObject json = new JsonObject();
    json.addProperty("count", latency.count());
    json.addProperty("mean", latency.mean());
    json.addProperty("p50", latency.p50());
    json.addProperty("p90", latency.p90());
    json.addProperty("p99", latency.p99());
    json.addProperty("p99.9", latency.p999());
    json.addProperty("p99.99", latency.p9999());
    json.addProperty("max", latency.max());
    return json;
  }
}
