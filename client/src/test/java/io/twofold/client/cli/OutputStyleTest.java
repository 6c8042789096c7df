package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Status;
import io.twofold.client.FakeCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts get of every command, by way of {@code models}. */
@Timeout(60)
class OutputStyleTest {

  private final FakeCodec codec = new FakeCodec();

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void modelsAreADocument() {
    codec.serve(Halves.MODELS);

    assertThat(
            Documents.line(Run.of("models", "--server", codec.target(), "--output", "json").out()))
        .isEqualTo(
            JsonParser.parseString(
                "{'models':[{'model':'halves','version':3,'state':'serving','reason':'',"
                    + "'latent_space':'run-3','channels':1,'height':2,'width':2,'dim_s':2,'dim_z':2,"
                    + "'labels':[],'label_kind':'unknown','scorecard':{}}]}"));
  }

  @Test
  void theStyleMayStandBeforeTheCommand() {
    codec.serve(Halves.MODELS);
    Run run = Run.of("--output", "JSON", "models", "--server", codec.target());
    assertThat(Documents.line(run.out()).has("models")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 3, `./twofold models` lists what is served",
    "UNAUTHENTICATED, 3, --token-file or TWOFOLD_TOKEN gives one",
    "INTERNAL, 1, ''"
  })
  void refusalsAreJson(Status.Code status, int exitCode, String hint) {
    codec.refuse(status.toStatus().withDescription("the server's\nwords"));

    Run run = Run.of("models", "--server", codec.target(), "--output=json");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    JsonObject error = Documents.line(run.err()).getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo(status.name());
    assertThat(error.get("exit_code").getAsInt()).isEqualTo(exitCode);
    assertThat(error.get("message").getAsString()).isEqualTo("the server's words");
    assertThat(error.get("hint").getAsString()).isEqualTo(hint);
  }

  @Test
  void wrongCommandLinesAreJson() {
    Run run = Run.of("models", "--frobnicate", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(2);
    JsonObject error = Documents.line(run.err()).getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo("USAGE");
    assertThat(error.get("hint").getAsString()).isEqualTo("see `./twofold models --help`");
  }

  @Test
  void filesThatAreNotThereAreJson() {
    Run run = Run.of("decode", "nothing.json", "--out", "out", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonObject error = Documents.line(run.err()).getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).isEqualTo("IO");
    assertThat(error.get("message").getAsString()).isEqualTo("there is no file nothing.json");
  }
}
