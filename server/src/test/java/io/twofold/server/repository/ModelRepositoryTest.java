package io.twofold.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twofold.codec.TinyBundle;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.LabelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {

  @TempDir Path root;

  @Test
  void listsModelsByNameAndVersionsNewestFirst() throws IOException {
    for (String folder :
        List.of(
            "mnist/2",
            "mnist/10",
            "mnist/1",
            "faces/3", // versions
            "mnist/latest",
            "mnist/007",
            "mnist/-1",
            "mnist/.staging-9", // no versions
            ".git/1",
            "lost+found/1",
            "empty",
            "docs/images")) { // no models
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("README.md"), "models");
    Files.writeString(root.resolve("mnist/11"), "a file is no version");

    assertThat(new ModelRepository(root).list())
        .containsExactly(
            new ModelFolder("faces", List.of(new VersionId("faces", 3))),
            new ModelFolder(
                "mnist",
                List.of(
                    new VersionId("mnist", 10),
                    new VersionId("mnist", 2),
                    new VersionId("mnist", 1))));
  }

  @Test
  void aRepositoryThatIsNotThereCannotBeListed() {
    assertThatThrownBy(() -> new ModelRepository(root.resolve("nowhere")).list())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aBundleMustBeItsFolders() throws IOException {
    new TinyBundle("tiny", 1).publish(root);
    Files.createDirectories(root.resolve("other"));
    Files.move(root.resolve("tiny/1"), root.resolve("other/4"));
    VersionId moved = new VersionId("other", 4);

    ModelRepository repository = new ModelRepository(root);
    assertThatThrownBy(() -> repository.describe(moved))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("manifest.json names tiny/1, the folders say other/4");
    assertThatThrownBy(() -> repository.read(moved)).isInstanceOf(BundleException.class);
  }

  @Test
  void describesAVersion() throws IOException {
    new TinyBundle("tiny", 1).publish(root);
    VersionInfo info = new ModelRepository(root).describe(new VersionId("tiny", 1));
    assertThat(info.latentSpace()).isEqualTo("tiny-1");
    assertThat(info.shape()).isEqualTo(TinyBundle.SHAPE);
    assertThat(info.labels()).containsExactly("0", "1");
    assertThat(info.labelKind()).isEqualTo(LabelKind.SINGLE);
  }
}
