package io.twofold.client.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeThree() throws IOException {
    file = folder.resolve("journal");
    try (Journal journal = Journal.open(file, (position, record) -> {})) {
      journal.append(bytes("one"));
      journal.append(bytes("two"));
      journal.append(bytes("three"));
    }
  }

  @Test
  void recordsComeBack() throws IOException {
    assertThat(records()).containsExactly("one", "two", "three");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 8, 12})
  void whatWasHalfWrittenIsDropped(int cut) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - cut));

    assertThat(records()).containsExactly("one", "two");
    try (Journal journal = Journal.open(file, (position, record) -> {})) {
      journal.append(bytes("again"));
    }
    assertThat(records()).containsExactly("one", "two", "again");
  }

  @Test
  void whatFollowsABrokenRecordIsDropped() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 + 3 + 8] ^= 1;
    Files.write(file, bytes);

    assertThat(records()).containsExactly("one");
    assertThat(Files.size(file)).isEqualTo(8 + 3);
  }

  @Test
  void aRecordIsReadByItsPosition() throws IOException {
    List<Long> positions = new ArrayList<>();
    try (Journal journal = Journal.open(file, (position, record) -> positions.add(position))) {
      long fourth = journal.end();
      journal.append(bytes("four"));

      assertThat(text(journal.read(positions.get(1)))).isEqualTo("two");
      assertThat(text(journal.read(fourth))).isEqualTo("four");
      assertThatThrownBy(() -> journal.read(journal.end())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anotherRunIsToldToWait() throws IOException {
    try (Journal held = Journal.open(file, (position, record) -> {})) {
      assertThat(held.end()).isPositive();
      assertThatThrownBy(this::records)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("another run is writing " + file);
    }
  }

  @Test
  void aClearedJournalIsEmpty() throws IOException {
    try (Journal journal = Journal.open(file, (position, record) -> {})) {
      journal.append(bytes("four"));
      journal.clear();
      journal.append(bytes("first"));
    }
    assertThat(records()).containsExactly("first");
  }

  private List<String> records() throws IOException {
    List<String> records = new ArrayList<>();
    Journal.open(file, (position, record) -> records.add(text(record))).close();
    return records;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
