package io.twofold.client.cli;

import io.twofold.client.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rollout in words and tables. */
final class RolloutText {

  private static final String NONE = "-";

  private RolloutText() {}

  /** The whole of it, for a reader who has just come. */
  static List<String> status(Rollout rollout) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "model %s: %s (generation %d)"
            .formatted(rollout.model(), served(rollout), rollout.generation()));
    if (rollout.candidate() != 0) {
      lines.add(
          "version %d is being rolled out: %s%s"
              .formatted(rollout.candidate(), step(rollout), rollout.paused() ? ", paused" : ""));
      if (!rollout.waitingFor().isEmpty()) {
        lines.add("it waits for " + rollout.waitingFor());
      }
      lines.add("");
      lines.addAll(TextTable.lines(seen(rollout)));
      lines.add("");
      lines.addAll(TextTable.lines(guards(rollout)));
    }
    for (Rollout.Refused refused : rollout.refused()) {
      lines.add("version %d was taken back: %s".formatted(refused.version(), refused.reason()));
    }
    return lines;
  }

  /** Where it stands, on one line. */
  static String line(Rollout rollout) {
    Rollout.Evidence seen = rollout.ofCandidate();
    return "version %d: %s, %s, %d errors, p99 %s%s"
        .formatted(
            rollout.candidate(),
            step(rollout),
            rollout.step() == 0 ? seen.copies() + " copies" : seen.calls() + " calls",
            seen.errors(),
            millis(seen.p99()),
            rollout.waitingFor().isEmpty() ? "" : "; waits for " + rollout.waitingFor());
  }

  static List<String> history(Rollout rollout) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("TIME", "SERVER", "WHAT"));
    rollout
        .history()
        .forEach(event -> rows.add(List.of(event.at().toString(), event.by(), event.what())));
    return TextTable.lines(rows);
  }

  private static String served(Rollout rollout) {
    return switch (rollout.policy()) {
      case NEWEST -> "the newest version serves";
      case PINNED -> "version %d is pinned".formatted(rollout.stable());
      case MANAGED ->
          "version %d is stable%s"
              .formatted(
                  rollout.stable(),
                  rollout.previous() == 0
                      ? ""
                      : ", version %d is kept to go back to".formatted(rollout.previous()));
    };
  }

  private static String step(Rollout rollout) {
    return rollout.step() == 0
        ? "in the shadow, before "
            + rollout.steps().stream().map(RolloutText::percent).collect(Collectors.joining(", "))
        : "%s of calls, step %d of %d"
            .formatted(percent(rollout.share()), rollout.step(), rollout.steps().size());
  }

  private static List<List<String>> seen(Rollout rollout) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("VERSION", "", "CALLS", "ERRORS", "P50", "P99", "COPIES", "CHECKS"));
    rows.add(seen("stable", rollout.ofStable()));
    rows.add(seen("candidate", rollout.ofCandidate()));
    return rows;
  }

  private static List<String> seen(String role, Rollout.Evidence seen) {
    return List.of(
        Long.toString(seen.version()),
        role,
        Long.toString(seen.calls()),
        Long.toString(seen.errors()),
        millis(seen.p50()),
        millis(seen.p99()),
        Long.toString(seen.copies()),
        Long.toString(seen.checks()));
  }

  private static List<List<String>> guards(Rollout rollout) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("GUARD", "STABLE", "CANDIDATE", "LIMIT", "VERDICT"));
    for (Rollout.Guard guard : rollout.guards()) {
      rows.add(
          List.of(
              guard.name(),
              number(guard.stable()),
              number(guard.candidate()),
              number(guard.limit()),
              guard.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return rows;
  }

  private static String percent(double share) {
    return number(share * 100) + " %";
  }

  private static String number(double value) {
    String digits = String.format(Locale.ROOT, "%.4g", value);
    return digits.contains(".") && !digits.contains("e")
        ? digits.replaceAll("0+$", "").replaceAll("\\.$", "")
        : digits;
  }

  private static String millis(Duration duration) {
    return duration.isZero()
        ? NONE
        : String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }
}
