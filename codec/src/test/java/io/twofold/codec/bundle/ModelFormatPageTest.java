package io.twofold.codec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/model-format.md promises to those who make bundles elsewhere. */
class ModelFormatPageTest {

  @Test
  void itListsTheOperatorsThatAGraphMayUse() throws Exception {
    String root = System.getProperty("twofold.root", "..");
    String page = Files.readString(Path.of(root, "docs", "model-format.md"));
    String list =
        page.substring(
            page.indexOf("<!-- operators -->") + "<!-- operators -->".length(),
            page.indexOf("<!-- end of operators -->"));

    assertThat(list.strip().replaceAll("\\.$", "").split(",\\s+", -1))
        .containsExactlyInAnyOrderElementsOf(GraphOperators.ALLOWED);
  }
}
