package io.twofold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.twofold.bench.FakeCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BenchCommandTest {

  @TempDir Path folder;

  @Test
  void closedLoopsAreRowsAndJsonInOrder() throws Exception {
    Path file = folder.resolve("load.json");
    try (FakeCodec codec = new FakeCodec()) {
      Run run =
          Run.of(
              "--server",
              codec.target(),
              "--in-flight",
              "1,4",
              "--seconds",
              "1",
              "--warmup-seconds",
              "0.1",
              "--rpc",
              "swap=3,encode=1",
              "--json",
              file);

      assertThat(run.err()).contains("swap=3,encode=1 of tiny at " + codec.target());
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines().map(line -> line.split(" ", 2)[0]))
          .containsExactly("IN", "1", "", "", "4", "", "");
      assertThat(run.out()).contains("P99.99", "  swap", "  encode");
    }
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(json.keySet())
        .containsExactly(
            "bench",
            "time",
            "machine",
            "server",
            "model",
            "rpc",
            "images_per_call",
            "channels",
            "runs");
    JsonObject first = json.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(first.keySet())
        .containsExactly(
            "in_flight",
            "seconds",
            "calls_per_second",
            "images_per_second",
            "answered",
            "failed",
            "latency_micros",
            "latency_micros_by_rpc",
            "errors",
            "unanswered");
    assertThat(first.getAsJsonObject("latency_micros").keySet())
        .containsExactly("count", "mean", "p50", "p90", "p99", "p99.9", "p99.99", "max");
    assertThat(first.get("answered").getAsLong()).isPositive();
  }

  @Test
  void anOpenLoopSaysWhatItSentAndWhatFailed() throws Exception {
    try (FakeCodec codec = new FakeCodec().refuseOneOf(2)) {
      Object[] args = {
        "--server", codec.target(), "--rate", "200", "--seconds", "0.5", "--warmup-seconds", "0"
      };
      Run run = Run.of(args);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("RATE 200: sent", "calls/s wanted", "failed with RESOURCE_EXHAUSTED");

      Object[] strict = Arrays.copyOf(args, args.length + 1);
      strict[args.length] = "--strict";
      assertThat(Run.of(strict).exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--floor --overload           | mutually exclusive",
        "--floor --rate 5             | --rate does not go with --floor",
        "--overload --rounds 2        | --rounds does not go with plain load and --overload",
        "--factor 2                   | --factor does not go with plain load",
        "--rpc blend                  | 'blend' is not an RPC",
        "--rate 5 --in-flight 2       | choose",
        "--seconds 0                  | measured must be above 0",
        "--json no/such/folder/x.json | must be a file in a folder that exists",
        "--channels 0                 | --channels must be at least 1, not 0",
        "--cert no/such               | --cert and --key go together",
        "--floor --tls                | how to reach a protected server does not go with --floor",
        "--floor --bundle no/such     | no/such",
      })
  void whatIsAskedWronglyIsToldSo(String args, String message) throws Exception {
    try (FakeCodec codec = new FakeCodec()) {
      String[] words =
          (args.contains("--floor") ? args : args + " --server " + codec.target()).split(" ");
      Run run = Run.of((Object[]) words);
      assertThat(run.err()).contains(message).startsWith("error: ");
      assertThat(run.exitCode()).isEqualTo(args.contains("--bundle") ? 1 : 2);
    }
  }

  @Test
  void noServerIsNoAnswer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Run run = Run.of("--server", "127.0.0.1:" + port);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("no server at 127.0.0.1:" + port);
  }

  @Test
  void whatTheServerDoesNotServeIsRefused() throws Exception {
    try (FakeCodec codec = new FakeCodec()) {
      Run run = Run.of("--server", codec.target(), "--model", "other");
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains("the server serves no such model");
      // It has no decode.
      assertThat(Run.of("--server", codec.target(), "--rpc", "decode").err())
          .contains("the server refuses this load: UNIMPLEMENTED");
    }
  }

  @Test
  void theHelpTeachesByExample() {
    Run run = Run.of("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("./twofold bench --floor", "--images 32", "Exit codes:");
  }
}
