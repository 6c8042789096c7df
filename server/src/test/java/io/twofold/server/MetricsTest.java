package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} shows is what docs/metrics.md says. */
class MetricsTest {

  /** What tells one meter from another. */
  private record Family(String type, Set<String> tags) {}

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\w+) \\|[^|]*\\|([^|]*)\\|");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? [^ ]+");
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"");
  private static final Pattern QUOTED = Pattern.compile("`([a-z_0-9*]+)`");

  @TempDir Path repository;

  @Test
  void everyMeterIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    String docs = Files.readString(Path.of(System.getProperty("twofold.root"), "docs/metrics.md"));
    try (RolloutUnderWay server = RolloutUnderWay.start(repository)) {
      Map<String, Family> shown = shown(server.running().http("/metrics").body());
      Map<String, Family> documented = documented(docs);
      List<Pattern> others = others(docs);
      shown
          .keySet()
          .removeIf(
              name ->
                  !documented.containsKey(name)
                      && others.stream().anyMatch(other -> other.matcher(name).matches()));
      assertThat(shown).isEqualTo(documented);
    }
  }

  @Test
  void aRolloutShowsWhileItIsUnderWay() throws Exception {
    try (RolloutUnderWay server = RolloutUnderWay.start(repository)) {
      assertThat(server.running().http("/metrics").body())
          .contains("twofold_version_role{model=\"tiny\",role=\"stable\",version=\"1\"} 1.0")
          .contains("twofold_version_role{model=\"tiny\",role=\"candidate\",version=\"3\"} 1.0")
          .contains("twofold_rollout_refused_time_seconds{model=\"tiny\",version=\"2\"} ")
          .contains("twofold_rollout_paused{model=\"tiny\"} 1.0")
          .containsPattern("twofold_version_share\\{model=\"tiny\",version=\"3\"} 0\\.[3-9]")
          .contains("twofold_rollout_guard_verdict{guard=\"error_rate\",model=\"tiny\",");
      server.end();
      assertThat(server.running().http("/metrics").body())
          .contains("twofold_version_share{model=\"tiny\",version=\"1\"} 1.0")
          .contains("twofold_rollout_refused_time_seconds{model=\"tiny\",version=\"3\"} ")
          .doesNotContain("twofold_rollout_step{", "twofold_rollout_guard")
          .doesNotContain("twofold_rollout_evidence", "twofold_version_cycle_error")
          .doesNotContain("role=\"candidate\"");
    }
  }

  private static Map<String, Family> shown(String metrics) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Set<String>> tags = new TreeMap<>();
    for (String line : metrics.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        types.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String sampled = String.valueOf(sample.group(1));
        String name = sampled.replaceAll("_(bucket|sum|count)$", "");
        tags.computeIfAbsent(types.containsKey(name) ? name : sampled, added -> new TreeSet<>())
            .addAll(tagNames(sample.group(2)));
      }
    }
    Map<String, Family> shown = new TreeMap<>();
    types.forEach(
        (name, type) -> {
          String histogram = name.replaceAll("_max$", "");
          if (histogram.equals(name) || !"histogram".equals(types.get(histogram))) {
            shown.put(name, new Family(type, tags.getOrDefault(name, Set.of())));
          }
        });
    return shown;
  }

  private static Set<String> tagNames(@Nullable String tags) {
    Set<String> names = new TreeSet<>();
    if (tags != null) {
      TAG.matcher(tags).results().map(tag -> tag.group(1)).forEach(names::add);
    }
    names.remove("le");
    return names;
  }

  private static Map<String, Family> documented(String docs) {
    Map<String, Family> documented = new TreeMap<>();
    ROW.matcher(docs)
        .results()
        .forEach(
            row -> documented.put(row.group(1), new Family(row.group(2), quoted(row.group(3)))));
    return documented;
  }

  /** What the page names of others' meters. */
  private static List<Pattern> others(String docs) {
    int start = docs.indexOf("## The virtual machine's");
    assertThat(start).isPositive();
    List<Pattern> others = new ArrayList<>();
    for (String name : quoted(docs.substring(start, docs.indexOf("\n## ", start)))) {
      others.add(Pattern.compile(name.replace("*", ".*")));
    }
    return others;
  }

  private static Set<String> quoted(String text) {
    return QUOTED
        .matcher(text)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
