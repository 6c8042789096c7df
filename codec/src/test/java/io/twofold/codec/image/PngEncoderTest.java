package io.twofold.codec.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.codec.bundle.ImageShape;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngEncoderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsWrittenIsReadBack(int channels) {
    ImageShape shape = new ImageShape(channels, 7, 5);
    byte[] samples = new byte[shape.size()];
    new Random(channels).nextBytes(samples);
    float[] values = new float[shape.size()];

    byte[] file = PngEncoder.encode(samples, shape);
    PngDecoder.decode("file", file, shape, values, 0);

    for (int i = 0; i < samples.length; i++) {
      assertThat(values[i]).isEqualTo(Byte.toUnsignedInt(samples[i]) / 255f);
    }
  }
}
