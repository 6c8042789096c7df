package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {

  @TempDir Path folder;

  @Test
  void anyHeightWidthAndLabels() throws IOException {
    write("own-train-images-idx3-ubyte", bytes(12), 3, 2, 2);
    write("own-train-labels-idx1-ubyte", new byte[] {7, 30, 7}, 3);
    write("own-t10k-images-idx3-ubyte", bytes(4), 1, 2, 2);
    write("own-t10k-labels-idx1-ubyte", new byte[] {30}, 1);
    Dataset data = IdxFolder.read(folder);
    assertThat(data.train().labelNames()).containsExactly("7", "30");
    assertThat(data.train().labels()).containsExactly(0, 1, 0);
    assertThat(data.test().labels()).containsExactly(1);
    assertThat(data.train().pixels()).isEqualTo(bytes(12));
    assertThat(data.settings()).containsEntry("data", "idx:" + folder);
  }

  @Test
  void colourMayComeFirstOrLast() throws IOException {
    write("train-images-idx4-ubyte", bytes(24), 2, 3, 2, 2);
    write("train-labels-idx1-ubyte", new byte[] {0, 1}, 2);
    write("test-images-idx4-ubyte", new byte[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, 1, 2, 2, 3);
    write("test-labels-idx1-ubyte", new byte[] {1}, 1);
    Dataset data = IdxFolder.read(folder);
    assertThat(data.train().channels()).isEqualTo(3);
    assertThat(data.train().pixels()).isEqualTo(bytes(24));
    assertThat(data.test().pixels()).isEqualTo(bytes(12));
  }

  @Test
  void imagesThatNoModelTakesAreRefused() throws IOException {
    write("train-images-idx3-ubyte", new byte[2 * 4097], 2, 4097, 1);
    write("train-labels-idx1-ubyte", new byte[] {0, 1}, 2);
    write("t10k-images-idx3-ubyte", new byte[4097], 1, 4097, 1);
    write("t10k-labels-idx1-ubyte", new byte[] {1}, 1);
    assertRefused("holds images of 4097x1; a model takes sides of 4096 at most");
  }

  @Test
  void aFolderInTheFilesPlaceIsNoFile() throws IOException {
    Files.createDirectories(folder.resolve("train-images-idx3-ubyte"));
    assertRefused("must hold one file train-images-idx…-ubyte[.gz], not 0");
  }

  @Test
  void filesThatDoNotBelongTogetherAreNamed() throws IOException {
    write("train-images-idx3-ubyte", bytes(8), 2, 2, 2);
    write("train-labels-idx1-ubyte", new byte[] {0, 1}, 2);
    write("t10k-images-idx3-ubyte", bytes(4), 1, 2, 2);
    assertRefused("must hold one file t10k-labels-idx…-ubyte[.gz], not 0");
    write("t10k-labels-idx1-ubyte", new byte[] {5}, 1);
    assertRefused("label 5 of image 0 is the label of no training image");
    write("t10k-labels-idx1-ubyte", new byte[] {1, 1}, 2);
    assertRefused("t10k-labels-idx1-ubyte must hold one label for each of 1 images, not [2]");
    write("t10k-labels-idx1-ubyte", new byte[] {1}, 1);
    write("t10k-images-idx3-ubyte", bytes(6), 1, 2, 3);
    assertRefused("hold images of different shapes");
    write("t10k-images-idx3-ubyte", bytes(4), 4);
    assertRefused("must hold [images, height, width]");
    write("train-labels-idx1-ubyte", new byte[] {1, 1}, 2);
    write("t10k-images-idx3-ubyte", bytes(4), 1, 2, 2);
    assertRefused("holds one class only");
    write("more-t10k-images-idx3-ubyte", bytes(4), 1, 2, 2);
    assertRefused("must hold one file t10k-images-idx…-ubyte[.gz], not 2");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> IdxFolder.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private void write(String name, byte[] values, int... sizes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 8, (byte) sizes.length});
    for (int size : sizes) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(size).array());
    }
    out.writeBytes(values);
    Files.write(folder.resolve(name), out.toByteArray());
  }
}
