package io.twofold.codec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxLayoutTest {

  @Test
  void greyImagesHaveThreeSizesAndOthersTellTheirChannels() {
    assertThat(IdxLayout.of(9, 28, 20)).isEqualTo(new IdxLayout(9, 1, 28, 20, false));
    assertThat(IdxLayout.of(9, 3, 28, 20)).isEqualTo(new IdxLayout(9, 3, 28, 20, false));
    assertThat(IdxLayout.of(9, 28, 20, 3)).isEqualTo(new IdxLayout(9, 3, 28, 20, true));
    assertThat(IdxLayout.of(9, 1, 28, 20)).isEqualTo(new IdxLayout(9, 1, 28, 20, false));
  }

  @Test
  void channelsComeFirstWhereBothCouldBeMeant() {
    assertThat(IdxLayout.of(9, 3, 28, 3)).isEqualTo(new IdxLayout(9, 3, 28, 3, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "9,28", "9,4,28,20", "9,2,28,28", "1,2,3,4,5"})
  void otherSizesAreNoImages(String sizes) {
    assertThatThrownBy(() -> IdxLayout.of(ints(sizes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must hold [images, height, width] or, with 1 or 3 channels, ")
        .hasMessageEndingWith("bytes, not [" + sizes.replace(",", ", ") + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,28,28", "9,0,28", "9,3,-28,28"})
  void noSizeIsLessThanOne(String sizes) {
    assertThatThrownBy(() -> IdxLayout.of(ints(sizes)))
        .hasMessage("has sizes of [" + sizes.replace(",", ", ") + "]");
  }

  private static int[] ints(String sizes) {
    return Arrays.stream(sizes.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
