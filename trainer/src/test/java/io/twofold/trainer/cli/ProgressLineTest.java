package io.twofold.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twofold.trainer.run.EpochLine;
import io.twofold.trainer.train.TrainConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

  private static final EpochLine METRICS =
      new EpochLine(
          1, "game", 6, 2.0, new TreeMap<>(Map.of("rec_bce", 0.25, "accuracy_s", 0.1234)));

  private final StringWriter written = new StringWriter();
  private final PrintWriter err = new PrintWriter(written);

  @AfterEach
  void leaveTheTerminal() {
    System.clearProperty(ProgressLine.COLUMNS_PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 23, 40, 80, 300})
  void noLineReachesTheLastColumn(int columns) {
    System.setProperty(ProgressLine.COLUMNS_PROPERTY, Integer.toString(columns));
    ProgressLine line = new ProgressLine(err);
    for (int percent = -50; percent <= 150; percent += 25) {
      line.show(percent / 100.0, "epoch 3/30  rec 0.1234  ".repeat(4));
      line.clear();
      line.show("short");
      line.clear();
    }
    assertThat(written.toString()).doesNotContain("\n");
    assertThat(written.toString().split("\r", -1))
        .allSatisfy(drawn -> assertThat(drawn).hasSizeLessThan(columns));
  }

  @Test
  void theBarShowsTheShareDone() {
    System.setProperty(ProgressLine.COLUMNS_PROPERTY, "40");
    ProgressLine line = new ProgressLine(err);
    line.show(0.25, "a quarter");
    assertThat(written.toString().strip()).isEqualTo("[#####...............] a quarter");
  }

  @Test
  void clearingLeavesBlanksAndTheCursorAtTheStart() {
    System.setProperty(ProgressLine.COLUMNS_PROPERTY, "10");
    ProgressLine line = new ProgressLine(err);
    line.clear();
    assertThat(written.toString()).isEmpty();
    line.show("encoding");
    line.clear();
    assertThat(written.toString()).isEqualTo("\rencoding \r         \r");
    line.clear();
    assertThat(written.toString()).hasSize(21);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "wide"})
  void withoutATerminalNothingIsPrinted(String columns) {
    System.setProperty(ProgressLine.COLUMNS_PROPERTY, columns);
    requireSilent();
  }

  @Test
  void withoutThePropertyNothingIsPrinted() {
    requireSilent();
  }

  @Test
  void theBarOfATrainingStaysWithinTheTerminal() {
    System.setProperty(ProgressLine.COLUMNS_PROPERTY, "80");
    TrainingProgress progress = new TrainingProgress(err, TrainConfig.SEED_RECIPE);
    progress.iteration(METRICS, 10);
    progress.done();
    assertThat(written.toString()).contains("epoch 1/30").contains("rec_bce 0.2500");
    assertThat(written.toString().split("\r", -1))
        .allSatisfy(drawn -> assertThat(drawn).hasSizeLessThan(80));
  }

  @Test
  void figuresReadAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      new TrainingProgress(err, TrainConfig.SEED_RECIPE).epoch(METRICS);
      MeasureTable.print(Map.of("rec_mse", 0.25), err);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(written.toString()).contains("rec_bce 0.2500").contains("rec_mse       0.2500");
  }

  @Test
  void anEpochIsALineWithOrWithoutATerminal() {
    TrainingProgress progress = new TrainingProgress(err, TrainConfig.SEED_RECIPE);
    progress.iteration(METRICS, 10);
    progress.stage("drawing");
    assertThat(written.toString()).isEmpty();
    progress.epoch(METRICS);
    progress.done();
    assertThat(written.toString().lines())
        .containsExactly("epoch  1/30  game  s 12.3%  rec_bce 0.2500  3 it/s  left 58s");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "0.4, 0s",
    "42, 42s",
    "59.4, 59s",
    "59.6, 1m00s",
    "187, 3m07s",
    "3599.4, 59m59s",
    "3599.7, 1h00m",
    "3720, 1h02m",
    "7199, 1h59m",
    "90000, 25h00m"
  })
  void durationsReadAsAPersonSaysThem(double seconds, String expected) {
    assertThat(ProgressLine.duration(seconds)).isEqualTo(expected);
  }

  private void requireSilent() {
    ProgressLine line = new ProgressLine(err);
    assertThat(line.isOnTerminal()).isFalse();
    line.show(0.5, "half");
    line.show("drawing");
    line.clear();
    assertThat(written.toString()).isEmpty();
  }
}
