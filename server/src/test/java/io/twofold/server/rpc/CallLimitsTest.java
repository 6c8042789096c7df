package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.InvalidInputException;
import io.twofold.codec.bundle.ImageShape;
import org.junit.jupiter.api.Test;

class CallLimitsTest {

  private static final ImageShape LARGE = new ImageShape(3, 4096, 4096);

  @Test
  void imagesAreCountedInNumberAndInValues() {
    CallLimits limits = new CallLimits(100);
    assertThat(limits.requireCount("images", 100, new ImageShape(1, 28, 28))).isEqualTo(100);
    assertThat(limits.requireCount("images", 5, LARGE)).isEqualTo(5);
    assertThatThrownBy(() -> limits.requireCount("images", 6, LARGE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "images: 6 of shape 3x4096x4096 came, one call may have 268435456 pixel values in all");
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> new CallLimits(0)).hasMessage("maxImages must be at least 1, not 0");
  }
}
