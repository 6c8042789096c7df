package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

  /** Two images of 1×3 pixels. */
  private static final byte[] IDX = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255
  };

  @TempDir Path folder;

  @Test
  void readsPlainAndGzipped() throws IOException {
    for (byte[] bytes : new byte[][] {IDX, gzip(IDX)}) {
      IdxFile file = IdxFile.read(write(bytes));
      assertThat(file.dimensions()).containsExactly(2, 1, 3);
      assertThat(file.values()).containsExactly(1, 2, 3, 4, 5, 255);
    }
  }

  @Test
  void everyTruncationIsSeen() throws IOException {
    for (int length = 0; length < IDX.length; length++) {
      Path path = write(Arrays.copyOf(IDX, length));
      assertThatThrownBy(() -> IdxFile.read(path))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void everyTruncationOfAGzippedFileIsSeen() throws IOException {
    byte[] gzipped = gzip(IDX);
    for (int length = 3; length < gzipped.length; length++) {
      Path path = write(Arrays.copyOf(gzipped, length));
      assertThatThrownBy(() -> IdxFile.read(path)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void bytesAfterTheEndAreSeen() throws IOException {
    Path path = write(Arrays.copyOf(IDX, IDX.length + 1));
    assertThatThrownBy(() -> IdxFile.read(path))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[2, 1, 3] needs 6 bytes of values, the file has 7");
  }

  @Test
  void otherFormatsAndAbsurdDimensionsAreRefused() throws IOException {
    byte[] floats = IDX.clone();
    floats[2] = 0x0d;
    Path otherType = write(floats);
    assertThatThrownBy(() -> IdxFile.read(otherType)).hasMessageContaining("is not an IDX file");
    byte[] huge = IDX.clone();
    Arrays.fill(huge, 4, 16, (byte) 0x7f);
    Path hugeFile = write(huge);
    assertThatThrownBy(() -> IdxFile.read(hugeFile)).isInstanceOf(DataException.class);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
