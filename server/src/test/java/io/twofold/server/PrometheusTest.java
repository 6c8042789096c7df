package io.twofold.server;

import static io.twofold.server.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules and the dashboard in deploy/, in a real Prometheus that scrapes a server. Needs the
 * programs {@code prometheus} and {@code promtool}; run with {@code -Pprometheus}.
 */
@Tag("prometheus")
class PrometheusTest {

  private static final Path DEPLOY = Path.of(System.getProperty("twofold.root"), "deploy");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Telemetry EVERY_METER = new Telemetry(null, 0, true);

  /** What an alert compares with; without it, its expression has a value at any time. */
  private static final Pattern COMPARISON = Pattern.compile("\\s(==|!=|>=|<=|>|<)\\s[0-9.]+$");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  @Test
  void theRulesPassTheirUnitTests() throws Exception {
    promtool("check", "config", DEPLOY.resolve("prometheus/prometheus.yml").toString());
    promtool("test", "rules", DEPLOY.resolve("prometheus/tests.yml").toString());
  }

  @Test
  void everyQueryOfEveryPanelAndRuleReturnsData() throws Exception {
    try (RolloutUnderWay server = RolloutUnderWay.start(folder.resolve("models"), EVERY_METER)) {
      System.gc(); // Pauses have no meter before the first one.
      Process prometheus = prometheus(server.running().server().httpPort());
      try {
        await(
            "Prometheus scrapes the server",
            () -> {
              assertThat(prometheus.isAlive()).as("Prometheus runs").isTrue();
              server.call();
              return returnsData("rate(twofold_rpc_in_flight[30s])");
            });
        Set<String> queries = new TreeSet<>(panels());
        queries.addAll(rules());
        assertThat(queries).hasSizeGreaterThan(65);
        awaitNone(
            queries,
            () -> {
              server.call();
              queries.removeIf(this::returnsData);
              return queries.isEmpty();
            });
      } finally {
        prometheus.destroy();
        prometheus.waitFor(10, TimeUnit.SECONDS);
        prometheus.destroyForcibly();
      }
    }
  }

  private static void awaitNone(Set<String> left, RunningServer.Condition condition)
      throws Exception {
    try {
      await("data for every query", condition);
    } catch (AssertionError e) {
      throw new AssertionError("no data for " + String.join("\n\n", left), e);
    }
  }

  private Process prometheus(int target) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        Files.readString(DEPLOY.resolve("prometheus/prometheus.yml"))
            .replace("127.0.0.1:7412", "127.0.0.1:" + target)
            .replace("15s", "1s")
            .replace("- recording", "- " + DEPLOY.resolve("prometheus/recording"))
            .replace("- alert", "- " + DEPLOY.resolve("prometheus/alert")));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  /** The dashboard's queries, with a value for each of its variables. */
  private static List<String> panels() throws IOException {
    return JSON
        .readTree(DEPLOY.resolve("grafana/twofold.json").toFile())
        .path("panels")
        .findValuesAsText("expr")
        .stream()
        .map(
            query ->
                query
                    .replace("$__rate_interval", "1m")
                    .replace("$job", "twofold")
                    .replace("$instance", ".*")
                    .replace("$model", ".*"))
        .toList();
  }

  private Set<String> rules() throws IOException, InterruptedException {
    Set<String> queries = new TreeSet<>();
    for (JsonNode group : get("rules").path("data").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        queries.add(COMPARISON.matcher(rule.path("query").asText()).replaceFirst(""));
      }
    }
    return queries;
  }

  /** Whether a query has a value that is a number. */
  private boolean returnsData(String query) {
    try {
      JsonNode answer = get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
      assertThat(answer.path("status").asText()).as(query + ": " + answer).isEqualTo("success");
      for (JsonNode sample : answer.path("data").path("result")) {
        if (!sample.path("value").path(1).asText().equals("NaN")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // It does not listen yet; whoever asks again and again says so in the end.
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, path));
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private static void promtool(String... arguments) throws Exception {
    Process promtool =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }
}
