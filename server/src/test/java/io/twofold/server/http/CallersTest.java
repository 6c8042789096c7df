package io.twofold.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

  private static final Callers OPEN = new Callers(false, false);
  private static final Callers WITH_TOKENS = new Callers(true, false);
  private static final Callers WITH_TLS = new Callers(true, true);

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:7412", "127.0.0.1:7412", "10.1.2.3", "[::1]:7412"})
  void anOpenServerAnswersToItsAddresses(String host) throws Exception {
    assertThat(OPEN.refusal(here(), headers("Host", host))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rebound.example:7412", "localhost.example", "", "a@127.0.0.1", "1.2.3.4.example"})
  void anOpenServerAnswersToNoName(String host) throws Exception {
    assertThat(OPEN.refusal(here(), headers("Host", host))).isNotNull();
  }

  @Test
  void tokensMakeNamesHarmless() throws Exception {
    assertThat(WITH_TOKENS.refusal(here(), headers("Host", "codec.example"))).isNull();
    assertThat(
            WITH_TOKENS.refusal(
                here(), headers("Host", "codec.example", "Origin", "https://codec.example")))
        .isNull();
    assertThat(
            WITH_TOKENS.refusal(
                here(), headers("Host", "codec.example", "Origin", "https://other.example")))
        .contains("https://other.example");
  }

  @Test
  void whatMustNotTravelInPlaintextStaysOnThisMachine() throws Exception {
    InetAddress elsewhere = InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
    Headers headers = headers("Host", "codec.example");
    assertThat(WITH_TLS.refusal(elsewhere, headers)).contains("tunnel");
    assertThat(WITH_TLS.refusal(here(), headers)).isNull();
    assertThat(WITH_TOKENS.refusal(elsewhere, headers)).isNull();
  }

  private static InetAddress here() {
    return InetAddress.getLoopbackAddress();
  }

  private static Headers headers(String... pairs) {
    Headers headers = new Headers();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.set(pairs[i], pairs[i + 1]);
    }
    return headers;
  }
}
