package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.twofold.client.FakeRollouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What scripts get of {@code rollout}. */
@Timeout(60)
class RolloutJsonTest {

  private final FakeRollouts rollouts = new FakeRollouts();

  @AfterEach
  void close() {
    rollouts.close();
  }

  @Test
  void aStatusIsADocument() {
    rollouts.answer(RolloutUnderWay.STATUS);

    JsonObject json = rollout("status");

    assertThat(json.keySet())
        .containsExactly(
            "model",
            "generation",
            "policy",
            "stable",
            "previous",
            "candidate",
            "step",
            "steps",
            "share",
            "paused",
            "waiting_for",
            "of_stable",
            "of_candidate",
            "guards",
            "refused");
    assertThat(json.get("policy").getAsString()).isEqualTo("managed");
    assertThat(json.getAsJsonObject("of_candidate").get("p99_millis").getAsDouble()).isEqualTo(3);
    assertThat(json.getAsJsonArray("guards").get(1).getAsJsonObject().get("verdict").getAsString())
        .isEqualTo("too_little");
  }

  @Test
  void aHistoryIsADocument() {
    rollouts.answer(RolloutUnderWay.STATUS);

    assertThat(rollout("history").getAsJsonArray("history").get(0).toString())
        .isEqualTo(
            "{\"at\":\"2027-01-15T08:00:00Z\",\"by\":\"host:7411\","
                + "\"what\":\"version 3 gets 5 % of the calls\"}");
  }

  @Test
  void withoutARolloutTheErrorIsADocument() {
    Run run = Run.of("rollout", "watch", "--server", rollouts.target(), "--output", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(Documents.line(run.err()).getAsJsonObject("error").get("code").getAsString())
        .isEqualTo("NO_ROLLOUT");
  }

  private JsonObject rollout(String command) {
    Run run = Run.of("rollout", command, "--server", rollouts.target(), "--output", "json");
    assertThat(run.exitCode()).isZero();
    return Documents.line(run.out());
  }
}
