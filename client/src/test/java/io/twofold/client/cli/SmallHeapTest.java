package io.twofold.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.twofold.client.FakeCodec;
import io.twofold.client.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is larger than the memory of the process that encodes it. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
class SmallHeapTest {

  private static final int IMAGES = 10_000;
  private static final int BYTES = 40_000;
  private static final String HEAP = "-Xmx32m";

  @Test
  void tenThousandImagesNeedNoMoreMemoryThanSome(@TempDir Path folder) throws Exception {
    Path image = Files.write(folder.resolve("image"), withComment(TestImages.png(1, 2, 3, 4)));
    Path images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < IMAGES; i++) {
      Files.createSymbolicLink(images.resolve("%05d.png".formatted(i)), image);
    }
    Path out = folder.resolve("codes.json");
    Path log = folder.resolve("log");

    try (FakeCodec codec = new FakeCodec()) {
      codec.serve(Halves.MODELS);
      Process process =
          ClientProcess.start(
              log,
              List.of(HEAP),
              "encode",
              images,
              "--out",
              out,
              "--server",
              codec.target(),
              "--deadline",
              "5m");
      assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    assertThat(
            JsonParser.parseString(Files.readString(out)).getAsJsonObject().getAsJsonArray("codes"))
        .hasSize(IMAGES);
  }

  /** The PNG file with a chunk in it that makes it long. */
  private static byte[] withComment(byte[] png) throws IOException {
    int afterHeader = 8 + 12 + 13;
    byte[] chunk = ByteBuffer.allocate(4 + BYTES).array();
    System.arraycopy("prVt".getBytes(StandardCharsets.US_ASCII), 0, chunk, 0, 4);
    CRC32 crc = new CRC32();
    crc.update(chunk);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(png, 0, afterHeader);
    file.write(ByteBuffer.allocate(4).putInt(BYTES).array());
    file.write(chunk);
    file.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    file.write(png, afterHeader, png.length - afterHeader);
    return file.toByteArray();
  }
}
