package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.twofold.client.FakeCodec;
import io.twofold.v1.ImageShape;
import io.twofold.v1.LabelKind;
import io.twofold.v1.ListModelsResponse;
import io.twofold.v1.ModelStatus;
import io.twofold.v1.VersionState;
import io.twofold.v1.VersionStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what all commands share, by way of {@code models}. */
@Timeout(60)
class MainTest {

  private final FakeCodec codec = new FakeCodec();

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void modelsAreATable() {
    codec.serve(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("mnist")
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(12)
                            .setState(VersionState.VERSION_STATE_SERVING)
                            .setLatentSpace("9f2c5b1d0e7a4c38")
                            .setShape(
                                ImageShape.newBuilder().setChannels(1).setHeight(28).setWidth(28))
                            .setDimS(16)
                            .setDimZ(16)
                            .addAllLabels(
                                IntStream.range(0, 12).mapToObj(Integer::toString).toList())
                            .putScorecard("z_leak", 0.125)
                            .putScorecard("swap_accuracy", 0.97))
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(11)
                            .setState(VersionState.VERSION_STATE_READY)
                            .setLatentSpace("8e1b4a0c9d6f3b27")
                            .setShape(
                                ImageShape.newBuilder().setChannels(1).setHeight(28).setWidth(28))
                            .setDimS(16)
                            .setDimZ(16)
                            .addAllLabels(
                                IntStream.range(0, 12).mapToObj(Integer::toString).toList()))
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(9)
                            .setState(VersionState.VERSION_STATE_FAILED)
                            .setReason("dec.onnx:\n  the digest differs")))
            .build());

    Run run = models();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "MODEL  VERSION  STATE    LATENT SPACE      SHAPE    S+Z    LABELS  SWAPS  LEAK",
            "mnist  12       serving  9f2c5b1d0e7a4c38  1x28x28  16+16  12      0.970  0.125",
            "  labels 0 1 2 3 4 5 6 7 8 9 10 11",
            "mnist  11       ready    8e1b4a0c9d6f3b27  1x28x28  16+16  12      -      -",
            "mnist  9        failed   -                 -        -      -       -      -",
            "  dec.onnx: the digest differs");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(models("--model-version", "9").out()).contains("failed").doesNotContain("serving");
    assertThat(models("--model", "other").out())
        .isEqualToIgnoringNewLines("the server has no matching models");
  }

  @Test
  void longReasonsAndManyLabelsAreBrokenIntoLines() {
    codec.serve(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("photos")
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(2)
                            .setReason("a word and the next ".repeat(9))
                            .addAllLabels(
                                IntStream.range(0, 120).mapToObj(Integer::toString).toList())))
            .build());

    List<String> lines = models().out().lines().toList();

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(lines.get(2)).startsWith("  a word and the next a word");
    assertThat(lines.get(lines.size() - 1)).endsWith(" 98 99 ... (120)");
  }

  @Test
  void severalLabelsAnImageAreSaidToBe() {
    codec.serve(
        ListModelsResponse.newBuilder()
            .addModels(
                ModelStatus.newBuilder()
                    .setModel("strokes")
                    .addVersions(
                        VersionStatus.newBuilder()
                            .setVersion(1)
                            .addAllLabels(List.of("ring", "dot"))
                            .setLabelKind(LabelKind.LABEL_KIND_MULTI)))
            .build());
    assertThat(models().out()).contains("  any of ring dot");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, 3, error: the server's words",
    "NOT_FOUND, 3, error: the server's words; `./twofold models` lists what is served",
    "DEADLINE_EXCEEDED, 4, error: no answer from %s within 5 s; --deadline gives it longer",
    "RESOURCE_EXHAUSTED, 1, 'error: the server''s words; send fewer images, or try again later'",
    "INTERNAL, 1, error: the server's words"
  })
  void theExitCodeFollowsTheStatus(Status.Code status, int exitCode, String message) {
    codec.refuse(status.toStatus().withDescription("the server's\n words"));

    Run run = models();
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo(message.formatted(codec.target()) + System.lineSeparator());
  }

  @Test
  void withoutAServerTheErrorAsksForOne() throws IOException {
    String target;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      target = "127.0.0.1:" + socket.getLocalPort();
    }

    Run run = Run.of("models", "--server", target);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err())
        .startsWith("error: no server at " + target + ": is `./twofold serve` running? (")
        .hasLineCount(1);
  }

  @Test
  void aShortDeadlineIsKept() {
    codec.keepSilent();

    Run run = models("--deadline", "200ms");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("within 0.2 s").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--server, localhost, 'target must be host:port, several of them with commas between,"
        + " dns:///host:port or xds:///name, not ''localhost'''",
    "--server, http://localhost:7411, 'target must be host:port, several of them with commas"
        + " between, dns:///host:port or xds:///name, not ''http://localhost:7411'''",
    "--model-version, -1, 'version must be 0 or more, not -1'",
    "--deadline, 0s, 'deadline must be positive, not PT0S'",
    "--deadline, 999999999m, 'deadline must be at most a day, not PT'",
    "--deadline, soon, '''soon'' is not a time such as 500ms, 5s or 2m'",
    "--frobnicate, 1, 'Unknown options: ''--frobnicate'', ''1'''"
  })
  void wrongOptionsAreUsageErrors(String option, String value, String message) {
    Run run = Run.of("models", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("error: ")
        .contains(message)
        .endsWith("; see `./twofold models --help`" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void aCommandIsNeeded() {
    assertThat(Run.of().exitCode()).isEqualTo(2);
    assertThat(Run.of().err()).contains("Usage: ./twofold").contains("swap", "grid", "models");
    assertThat(Run.of("swop").exitCode()).isEqualTo(2);
    assertThat(Run.of("--help").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"swap", "interpolate", "grid", "encode", "decode", "models", "health"})
  void helpTeachesByExample(String command) {
    Run run = Run.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: ./twofold " + command)
        .contains(List.of("Examples:", "    ./twofold " + command + " ", "--server=HOST:PORT"))
        .contains("4   the server could not be reached or timed out", "--output=STYLE");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  private Run models(String... args) {
    Object[] words = new Object[args.length + 3];
    words[0] = "models";
    words[1] = "--server";
    words[2] = codec.target();
    System.arraycopy(args, 0, words, 3, args.length);
    return Run.of(words);
  }
}
