package io.twofold.bench.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.bench.verdict.Verdict;
import java.util.List;

/** Figures beside their targets. */
final class VerdictReport {

  private VerdictReport() {}

  static List<String> lines(List<Verdict> verdicts) {
    TextTable table = new TextTable("FIGURE", "VALUE", "TARGET", "");
    verdicts.forEach(
        verdict ->
            table.row(
                verdict.name(),
                withUnit(Numbers.of(verdict.value()), verdict),
                withUnit(verdict.bound().sign() + " " + Numbers.of(verdict.target()), verdict),
                verdict.met() ? "pass" : "miss"));
    return table.lines();
  }

  private static String withUnit(String number, Verdict verdict) {
    return verdict.unit().isEmpty() ? number : number + " " + verdict.unit();
  }

  static JsonArray json(List<Verdict> verdicts) {
    JsonArray array = new JsonArray();
    for (Verdict verdict : verdicts) {
      JsonObject json = new JsonObject();
      json.addProperty("figure", verdict.name());
      if (!Double.isNaN(verdict.value())) {
        json.addProperty("value", verdict.value());
      }
      json.addProperty("bound", verdict.bound().sign());
      json.addProperty("target", verdict.target());
      json.addProperty("unit", verdict.unit());
      json.addProperty("pass", verdict.met());
      array.add(json);
    }
    return array;
  }
}
