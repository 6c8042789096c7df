package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.twofold.client.FakeCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthCommandTest {

  private final FakeCodec codec = new FakeCodec();

  @BeforeEach
  void serve() {
    codec.serve(Halves.MODELS);
    codec.setHealth("halves", ServingStatus.SERVING);
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Test
  void aServerThatServesIsWell() {
    Run run = health();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).containsExactly("the server: serving", "halves: serving");
    assertThat(Documents.line(health("--output", "json").out()))
        .isEqualTo(
            JsonParser.parseString(
                "{'model':'','health':'serving','models':"
                    + "[{'model':'halves','health':'serving'}]}"));
  }

  @Test
  void oneModelIsAskedFor() {
    assertThat(health("--model", "halves")).isEqualTo(Run.ended(0, said("halves: serving"), ""));
    codec.setHealth("halves", ServingStatus.NOT_SERVING);
    assertThat(health("--model", "halves"))
        .isEqualTo(Run.ended(7, said("halves: not_serving"), ""));
    assertThat(health("--model", "thirds")).isEqualTo(Run.ended(3, said("thirds: unknown"), ""));
  }

  @Test
  void withoutATokenTheServerStillSaysHowItIs() {
    codec.refuse(Status.UNAUTHENTICATED.withDescription("a token is needed"));

    assertThat(health()).isEqualTo(Run.ended(0, said("the server: serving"), ""));
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    String target = codec.target();
    codec.close();

    Run run = Run.of("health", "--server", target, "--output", "json", "--deadline", "1s");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(Documents.line(run.err()).getAsJsonObject("error").get("exit_code").getAsInt())
        .isEqualTo(4);
  }

  private static String said(String line) {
    return line + System.lineSeparator();
  }

  private Run health(Object... options) {
    Object[] words = new Object[options.length + 3];
    System.arraycopy(new Object[] {"health", "--server", codec.target()}, 0, words, 0, 3);
    System.arraycopy(options, 0, words, 3, options.length);
    return Run.of(words);
  }
}
