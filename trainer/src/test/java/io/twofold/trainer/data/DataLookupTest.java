package io.twofold.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        .hasMessageContaining(folder.resolve("own") + " does not exist")
        .hasMessageContaining(folder.resolve("data/mnist") + " lacks train-images-idx3-ubyte[.gz]")
        .hasMessageContaining(folder.resolve("cache/twofold/mnist").toString());
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
    for (Mnist.Part part : Mnist.PARTS) {
      Files.write(
          Files.createDirectories(folder.resolve("own")).resolve(part.name()),
          new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    }
    assertThatThrownBy(() -> offline().mnist())
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

  private DataLookup offline() {
    Map<String, String> environment =
        Map.of(
            "TWOFOLD_DATA", folder.resolve("data").toString(),
            "XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new DataLookup(folder.resolve("own"), environment, false, log::add);
  }
}
