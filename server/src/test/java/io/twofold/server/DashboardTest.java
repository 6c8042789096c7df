package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No meter of the server is left out of the dashboard and the rules. */
class DashboardTest {

  private static final Path ROOT = Path.of(System.getProperty("twofold.root"));

  /** Its tags are what it tells: there is nothing to draw. */
  private static final String TAGS_ALONE = "twofold_version_manifest";

  @Test
  void everyMeterOfThePageIsInAPanelOrARule() throws IOException {
    List<String> meters =
        Pattern.compile("^\\| `(twofold_\\w+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(ROOT.resolve("docs/metrics.md")))
            .results()
            .map(MatchResult::group)
            .map(row -> row.substring(row.indexOf('`') + 1, row.lastIndexOf('`')))
            .filter(meter -> !meter.equals(TAGS_ALONE))
            .toList();
    assertThat(meters).hasSizeGreaterThan(20);
    String queries =
        Files.readString(ROOT.resolve("deploy/grafana/twofold.json"))
            + Files.readString(ROOT.resolve("deploy/prometheus/recording.rules.yml"))
            + Files.readString(ROOT.resolve("deploy/prometheus/alert.rules.yml"));
    assertThat(meters).allSatisfy(meter -> assertThat(queries).contains(meter));
  }
}
