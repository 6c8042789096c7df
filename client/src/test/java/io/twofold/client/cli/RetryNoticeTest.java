package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryNoticeTest {

  private final StringWriter err = new StringWriter();
  private final RetryNotice notice = new RetryNotice(new PrintWriter(err), "host:7411");

  @Test
  void aShortOutageIsNotWorthALine() {
    for (int attempts = 1; attempts < RetryNotice.ATTEMPTS; attempts++) {
      notice.retrying(Status.Code.UNAVAILABLE, attempts, Duration.ofMillis(50));
    }

    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, 'no answer from host:7411 yet, trying again ...'",
    "RESOURCE_EXHAUSTED, 'the server at host:7411 is busy, trying again ...'"
  })
  void aLongOneIsToldOnce(Status.Code code, String line) {
    for (int attempts = 1; attempts <= RetryNotice.ATTEMPTS + 2; attempts++) {
      notice.retrying(code, attempts, Duration.ofSeconds(1));
    }

    assertThat(err.toString()).isEqualToIgnoringNewLines(line);
  }
}
