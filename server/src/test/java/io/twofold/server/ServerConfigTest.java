package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

  @Test
  void hasDefaults() {
    ServerConfig defaults = ServerConfig.defaults();
    assertThat(defaults.repository()).isEqualTo(Path.of("models"));
    assertThat(defaults.endpoints().host()).isEqualTo("127.0.0.1");
    assertThat(defaults.endpoints().port()).isEqualTo(7411);
    assertThat(defaults.endpoints().httpPort()).isEqualTo(7412);
    assertThat(defaults.requests().maxImages()).isEqualTo(1024);
    assertThat(defaults.requests().maxMessageBytes()).isEqualTo(16 * 1024 * 1024);
    assertThat(defaults.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(defaults.poll()).isEqualTo(Duration.ofSeconds(5));
    assertThat(defaults.shutdown()).isEqualTo(new Shutdown(Duration.ZERO, Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''   | 1  | 2     | 1  | 1  | 1  | 1  | 1  | host must not be empty",
        "h    | -1 | 2     | 1  | 1  | 1  | 1  | 1  | port must be from 0 to 65535, not -1",
        "h    | 1  | 65536 | 1  | 1  | 1  | 1  | 1  | httpPort must be from 0 to 65535, not 65536",
        "h    | 7  | 7     | 1  | 1  | 1  | 1  | 1  | port and httpPort must differ, both are 7",
        "h    | 1  | 2     | 0  | 1  | 1  | 1  | 1  | maxImages must be at least 1, not 0",
        "h    | 1  | 2     | 1  | 0  | 1  | 1  | 1  | maxMessageBytes must be at least 1, not 0",
        "h    | 1  | 2     | 1  | 1  | -3 | 1  | 1  | workers must be at least 1, not -3",
        "h    | 1  | 2     | 1  | 1  | 1  | -1 | 1  | poll must not be negative, not PT-1S",
        "h    | 1  | 2     | 1  | 1  | 1  | 86401 | 1 | poll must be at most a day, not PT24H1S",
        "h    | 1  | 2     | 1  | 1  | 1  | 1  | -1 | drain must not be negative, not PT-1S",
        "h    | 1  | 2     | 1  | 1  | 1  | 1  | 86401 | drain must be at most a day, not PT24H1S",
      })
  void refusesWhatCannotRun(
      String host,
      int port,
      int httpPort,
      int maxImages,
      int maxMessageBytes,
      int workers,
      int pollSeconds,
      int drainSeconds,
      String message) {
    assertThatThrownBy(
            () ->
                ServerConfig.defaults()
                    .withEndpoints(new Endpoints(host, port, httpPort))
                    .withRequests(new RequestLimits(maxImages, maxMessageBytes, 1))
                    .withWorkers(workers)
                    .withPoll(Duration.ofSeconds(pollSeconds))
                    .withDrain(Duration.ofSeconds(drainSeconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, shutdown delay must not be negative. not PT-1S",
    "86401, shutdown delay must be at most a day. not PT24H1S"
  })
  void refusesDelaysThatCannotBe(int seconds, String message) {
    assertThatThrownBy(() -> new Shutdown(Duration.ofSeconds(seconds), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(message);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 0", "::1, 0", "localhost, 0", "0.0.0.0, 5", "192.0.2.7, 5"})
  void aServerThatOthersCallNeedsADelay(String host, int seconds) {
    assertThat(Shutdown.delayAt(host)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
