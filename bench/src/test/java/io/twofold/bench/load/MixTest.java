package io.twofold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {

  @Test
  void weightsAreReadAndOneIsTheDefault() {
    assertThat(Mix.parse("swap=8, encode").weights())
        .containsExactly(Map.entry(Rpc.SWAP, 8), Map.entry(Rpc.ENCODE, 1));
    assertThat(Mix.parse("decode")).isEqualTo(Mix.of(Rpc.DECODE)).hasToString("decode");
    assertThat(Mix.parse("decode=2,swap=3")).hasToString("swap=3,decode=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "blend             | 'blend' is not an RPC; there are swap, encode, decode",
        "swap=             | 'swap=' must end with a whole number, as in swap=8",
        "swap=0            | the weight of swap must be 1 to 1000, not 0",
        "swap=1,,encode    | '' is not an RPC; there are swap, encode, decode",
        "swap=1,swap=2     | 'swap=1,swap=2' has swap twice",
      })
  void whatIsNoMixIsRefused(String text, String message) {
    assertThatThrownBy(() -> Mix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void drawsFollowTheWeightsAndTheSeed() {
    Mix mix = Mix.parse("swap=8,encode=1,decode=1");
    Mix.Draw draw = mix.draw(7);
    Mix.Draw same = mix.draw(7);
    Map<Rpc, Integer> counts = new EnumMap<>(Rpc.class);
    for (int i = 0; i < 20_000; i++) {
      Rpc rpc = draw.next();
      assertThat(same.next()).isEqualTo(rpc);
      counts.merge(rpc, 1, Integer::sum);
    }
    assertThat(counts.getOrDefault(Rpc.SWAP, 0) / 20_000.0).isCloseTo(0.8, within(0.02));
    assertThat(counts.getOrDefault(Rpc.ENCODE, 0) / 20_000.0).isCloseTo(0.1, within(0.02));
  }
}
