package io.twofold.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.twofold.client.Rollout;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A rollout as JSON for scripts. Durations are in milliseconds, shares from 0 to 1. */
final class RolloutJson {

  private RolloutJson() {}

  /** The whole of it, without its history. */
  static JsonObject status(Rollout rollout) {
    JsonObject json = new JsonObject();
    json.addProperty("model", rollout.model());
    json.addProperty("generation", rollout.generation());
    json.addProperty("policy", name(rollout.policy()));
    json.addProperty("stable", rollout.stable());
    json.addProperty("previous", rollout.previous());
    json.addProperty("candidate", rollout.candidate());
    json.addProperty("step", rollout.step());
    JsonArray steps = new JsonArray();
    rollout.steps().forEach(steps::add);
    json.add("steps", steps);
    json.addProperty("share", rollout.share());
    json.addProperty("paused", rollout.paused());
    json.addProperty("waiting_for", rollout.waitingFor());
    json.add("of_stable", evidence(rollout.ofStable()));
    json.add("of_candidate", evidence(rollout.ofCandidate()));
    json.add("guards", array(rollout.guards(), RolloutJson::guard));
    json.add("refused", array(rollout.refused(), RolloutJson::refused));
    return json;
  }

  /** What happened, oldest first. */
  static JsonObject history(Rollout rollout) {
    JsonObject json = new JsonObject();
    json.addProperty("model", rollout.model());
    json.addProperty("generation", rollout.generation());
    json.add("history", array(rollout.history(), RolloutJson::event));
    return json;
  }

  /**
   * How a version's rollout ended.
   *
   * @param outcome {@code promoted}, {@code taken_back} or {@code ended}
   */
  static JsonObject outcome(long version, String outcome, String reason) {
    JsonObject json = new JsonObject();
    json.addProperty("version", version);
    json.addProperty("outcome", outcome);
    json.addProperty("reason", reason);
    return json;
  }

  private static JsonObject evidence(Rollout.Evidence seen) {
    JsonObject json = new JsonObject();
    json.addProperty("version", seen.version());
    json.addProperty("calls", seen.calls());
    json.addProperty("errors", seen.errors());
    json.addProperty("non_finite", seen.nonFinite());
    json.addProperty("p50_millis", seen.p50().toNanos() / 1e6);
    json.addProperty("p99_millis", seen.p99().toNanos() / 1e6);
    json.addProperty("checks", seen.checks());
    json.addProperty("cycle_error", seen.cycleError());
    json.addProperty("reconstruction_error", seen.reconstructionError());
    json.addProperty("copies", seen.copies());
    return json;
  }

  private static JsonObject guard(Rollout.Guard guard) {
    JsonObject json = new JsonObject();
    json.addProperty("guard", guard.name());
    json.addProperty("stable", guard.stable());
    json.addProperty("candidate", guard.candidate());
    json.addProperty("limit", guard.limit());
    json.addProperty("verdict", name(guard.verdict()));
    return json;
  }

  private static JsonObject refused(Rollout.Refused refused) {
    JsonObject json = new JsonObject();
    json.addProperty("version", refused.version());
    json.addProperty("reason", refused.reason());
    json.addProperty("at", refused.at().toString());
    return json;
  }

  private static JsonObject event(Rollout.Event event) {
    JsonObject json = new JsonObject();
    json.addProperty("at", event.at().toString());
    json.addProperty("by", event.by());
    json.addProperty("what", event.what());
    return json;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(json.apply(value)));
    return array;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
