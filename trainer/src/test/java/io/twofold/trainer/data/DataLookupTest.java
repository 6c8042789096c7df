package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLookupTest {

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void saysWhereMnistWasLookedFor() throws IOException {
    Files.createDirectories(folder.resolve("data/mnist"));
    assertThatThrownBy(() -> offline().mnist())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("downloading is off")
        .hasMessageContaining(folder.resolve("data/mnist") + " lacks train-images-idx3-ubyte[.gz]")
        .hasMessageContaining(folder.resolve("cache/twofold/mnist").toString());
  }

  @Test
  void aFolderThatIsNamedAndLacksMnistIsNotPassedOver() {
    for (Lookup lookup : List.<Lookup>of(DataLookup::mnist, found -> found.best(5, 60))) {
      assertThatThrownBy(() -> lookup.in(offline(folder.resolve("own"))))
          .isInstanceOf(DataException.class)
          .hasMessage("--data-dir: " + folder.resolve("own") + " does not exist");
    }
    assertThat(log).isEmpty();
  }

  /** One way to look for data. */
  private interface Lookup {
    Dataset in(DataLookup found) throws IOException;
  }

  @Test
  void aCacheThatCannotBeMadeIsNoReasonToFail() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the cache folder should be");
    DataLookup online =
        new DataLookup(null, environment(), true, log::add, DataLookupTest::withoutMirrors);
    assertThat(online.best(5, 60).name()).isEqualTo("strokes");
  }

  @Test
  void drawsDigitsWhereMnistCannotBeHadAndSaysWhy() throws IOException {
    Dataset data = offline().best(5, 60);
    assertThat(data.name()).isEqualTo("strokes");
    assertThat(data.train().count()).isEqualTo(60);
    assertThat(data.test().count()).isEqualTo(10);
    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("Using drawn digits (strokes): MNIST was not found");
  }

  @Test
  void filesThatAreNotMnistsAreRefused() throws IOException {
    for (IdxSet.Part part : IdxSets.MNIST.parts()) {
      Files.write(
          Files.createDirectories(folder.resolve("own")).resolve(part.name()),
          new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    }
    assertThatThrownBy(() -> offline(folder.resolve("own")).best(5, 60))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not MNIST's train-images-idx3-ubyte");
  }

  @Test
  void theHeldOutStrokesDoNotDependOnHowManyAreLearntFrom() {
    Dataset few = DataLookup.strokes(3, 60);
    Dataset more = DataLookup.strokes(3, 600);
    assertThat(more.test().head(10).sha256()).isEqualTo(few.test().sha256());
    assertThat(more.train().head(60).sha256()).isEqualTo(few.train().sha256());
    assertThat(few.train().head(10).sha256()).isNotEqualTo(few.test().sha256());
  }

  @Test
  void aPublishedSetIsKnownByItsGzippedFilesAlone() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    for (IdxSet.Part part : IdxSets.KMNIST.parts()) {
      Files.write(own.resolve(part.name()), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    }
    assertThatThrownBy(() -> offline(own).named(IdxSets.KMNIST))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "is not Kuzushiji-MNIST's train-images-idx3-ubyte.gz as published: its SHA-256 is");
    assertThatThrownBy(() -> offline().named(IdxSets.FASHION_MNIST))
        .isInstanceOf(DataNotFoundException.class)
        .hasMessageContaining("Fashion-MNIST was not found, and downloading is off")
        .hasMessageContaining(folder.resolve("data/fashion-mnist").toString());
  }

  @Test
  void everyPublishedPartIsPinned() {
    for (IdxSet set : List.of(IdxSets.MNIST, IdxSets.FASHION_MNIST, IdxSets.KMNIST)) {
      assertThat(set.parts())
          .hasSize(4)
          .allSatisfy(part -> assertThat(part.sha256()).matches("[0-9a-f]{64}"));
      assertThat(set.labelNames()).hasSize(10).doesNotHaveDuplicates();
      assertThat(set.mirrors())
          .isNotEmpty()
          .allSatisfy(uri -> assertThat(uri.toString()).endsWith("/"));
    }
  }

  private static IdxSet withoutMirrors(IdxSet set) {
    return new IdxSet(
        set.name(), set.title(), set.source(), 1, List.of(), set.parts(), set.labelNames());
  }

  private DataLookup offline() {
    return offline(null);
  }

  private DataLookup offline(@Nullable Path dataDir) {
    return new DataLookup(dataDir, environment(), false, log::add);
  }

  private Map<String, String> environment() {
    return Map.of(
        "TWOFOLD_DATA", folder.resolve("data").toString(),
        "XDG_CACHE_HOME", folder.resolve("cache").toString());
  }
}
