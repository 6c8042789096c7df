package io.twofold.client.cli.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import io.twofold.client.TestImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PngStreamTest {

  private static final byte[] A = TestImages.png(1, 2, 3, 4);
  private static final byte[] B = TestImages.png(5, 6, 7, 8);

  @Test
  void filesOneAfterAnotherAreToldApart() throws IOException {
    assertThat(read(A)).containsExactly(A);
    assertThat(read(Bytes.concat(A, B, A))).containsExactly(A, B, A);
  }

  @Test
  void whatIsNoPngIsNamed() {
    assertThatThrownBy(() -> read(new byte[0]))
        .hasMessage("the standard input is empty, and a PNG file was to come from it");
    assertThatThrownBy(() -> read("hello, world".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("the standard input is not a PNG file");
    assertThatThrownBy(() -> read(Bytes.concat(A, new byte[] {1, 2, 3})))
        .hasMessage("the standard input is not a PNG file after 1 that were");
    assertThatThrownBy(() -> read(Arrays.copyOf(A, A.length - 3)))
        .hasMessage("the standard input breaks off within a PNG file");
    byte[] huge = A.clone();
    huge[8] = 0x7f;
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("a chunk's length is wrong");
  }

  private static List<byte[]> read(byte[] stream) throws IOException {
    return PngStream.readAll(new ByteArrayInputStream(stream));
  }
}
