package io.twofold.client.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();
  private long nanos;

  @Test
  void aTerminalHasOneLineThatIsWrittenOver() {
    Progress progress = progress(Progress.Style.TERMINAL, 0);

    after(400, progress, 100);
    assertThat(err.toString()).isEmpty();
    after(600, progress, 4_900);
    after(50, progress, 1);
    progress.clear();

    assertThat(err.toString().split("\r", -1))
        .containsExactly(
            "",
            "[##########..........] 5,000 of 10,000 images, 5,000/s, 1s left" + " ".repeat(16),
            " ".repeat(79),
            "");
  }

  @Test
  void elsewhereALineComesNowAndThen() {
    Progress progress = progress(Progress.Style.LINES, 2_000);

    after(9_000, progress, 500);
    after(1_000, progress, 500);
    after(9_000, progress, 500);
    progress.fail(List.of("left out: bad.png is broken"));
    after(1_000, progress, 499);

    assertThat(err.toString().lines())
        .containsExactly(
            "3,000 of 10,000 images, 100/s, 1m10s left",
            "left out: bad.png is broken",
            "3,999 of 10,000 images, 100/s, 1m00s left, 1 failed");
  }

  @Test
  void whatIsShortOrForScriptsIsSilent() {
    Progress silent = progress(Progress.Style.SILENT, 0);
    after(60_000, silent, 10);
    silent.clear();
    Progress quick = progress(Progress.Style.LINES, 0);
    after(100, quick, 10_000);

    assertThat(err.toString()).isEmpty();
    assertThat(quick.done()).isEqualTo(10_000);
  }

  private Progress progress(Progress.Style style, long done) {
    return new Progress(new PrintWriter(err), style, 80, "images", 10_000, done, () -> nanos);
  }

  private void after(long millis, Progress progress, long count) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    progress.add(count);
  }
}
