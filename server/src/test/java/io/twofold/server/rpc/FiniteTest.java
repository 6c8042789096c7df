package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.server.repository.VersionId;
import org.junit.jupiter.api.Test;

class FiniteTest {

  @Test
  void tellsNumbersFromWhatIsNone() {
    assertThat(Finite.all(new float[] {0, -1, Float.MAX_VALUE})).isTrue();
    assertThat(Finite.all(new float[] {0, Float.NaN})).isFalse();
    assertThatThrownBy(
            () -> Finite.require(new float[] {Float.NEGATIVE_INFINITY}, new VersionId("mnist", 3)))
        .hasMessage("mnist/3 gave values that are not finite");
  }
}
