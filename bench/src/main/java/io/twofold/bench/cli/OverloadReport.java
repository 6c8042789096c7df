package io.twofold.bench.cli;

import com.google.gson.JsonObject;
import io.twofold.bench.load.LoadResult;
import io.twofold.bench.overload.Memory;
import io.twofold.bench.overload.OverloadResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the storm did. */
final class OverloadReport {

  private static final double MIB = 1 << 20;

  private OverloadReport() {}

  static List<String> lines(OverloadResult result) {
    List<String> lines = new ArrayList<>(LoadReport.lines("PHASE", phases(result)));
    Memory memory = result.memory();
    lines.add(
        "resident memory of the server: %s before, %s a sixth into the storm, %s at its end"
            .formatted(mib(memory.before()), mib(memory.early()), mib(memory.after())));
    return lines;
  }

  private static Map<String, LoadResult> phases(OverloadResult result) {
    Map<String, LoadResult> phases = new LinkedHashMap<>();
    phases.put("unloaded", result.unloaded());
    phases.put("best: %d in flight".formatted(result.bestInFlight()), result.best());
    phases.put("storm", result.storm());
    phases.put("1 s after", result.recovered());
    return phases;
  }

  private static String mib(OptionalLong bytes) {
    return bytes.isPresent() ? "%.0f MiB".formatted(bytes.getAsLong() / MIB) : "not known";
  }

  static JsonObject json(OverloadResult result) {
    JsonObject json = new JsonObject();
    json.add("unloaded", LoadReport.json(result.unloaded()));
    json.addProperty("best_in_flight", result.bestInFlight());
    json.add("best", LoadReport.json(result.best()));
    json.add("storm", LoadReport.json(result.storm()));
    json.add("recovered", LoadReport.json(result.recovered()));
    JsonObject memory = new JsonObject();
    result.memory().before().ifPresent(bytes -> memory.addProperty("before", bytes));
    result.memory().early().ifPresent(bytes -> memory.addProperty("early", bytes));
    result.memory().after().ifPresent(bytes -> memory.addProperty("after", bytes));
    json.add("resident_bytes", memory);
    return json;
  }
}
