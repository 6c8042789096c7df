package io.twofold.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Prototype;
import io.twofold.codec.Codec;
import io.twofold.codec.Codes;
import io.twofold.codec.bundle.Bundle;
import io.twofold.codec.bundle.ImageShape;
import io.twofold.trainer.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterTest {

  private static SmallModel model;
  @TempDir Path repository;

  @BeforeAll
  static void train() throws IOException {
    model = SmallModel.digits(1);
  }

  @AfterAll
  static void free() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37, 300})
  void theCodecComputesWhatTheNetworksCompute(int batch) throws IOException {
    Exporter.Published published = model.publish(repository);
    try (Codec codec = Codec.open(published.folder())) {
      assertThat(codec.shape()).isEqualTo(new ImageShape(1, 28, 28));
      requireEqual(model, codec, batch);
    }
    assertThat(published.parityError()).isBetween(0f, 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37})
  void coloursAreLaidOutAsTheNetworksSeeThem(int batch) throws IOException {
    try (SmallModel colour = SmallModel.colour(3);
        Codec codec = Codec.open(colour.publish(repository).folder())) {
      assertThat(codec.shape()).isEqualTo(new ImageShape(3, 8, 6));
      requireEqual(colour, codec, batch);
    }
  }

  @Test
  void theManifestSaysHowTheModelCameToBe() throws IOException {
    Manifest manifest = Bundle.read(model.publish(repository).folder()).manifest();
    assertThat(manifest.getModel()).isEqualTo("small");
    assertThat(manifest.getVersion()).isEqualTo(1);
    assertThat(manifest.getDimS()).isEqualTo(4);
    assertThat(manifest.getDimZ()).isEqualTo(5);
    assertThat(manifest.getProvenance()).isEqualTo(model.provenance());
    assertThat(manifest.getProvenance().getHyperParametersMap())
        .isEqualTo(model.config().toMap())
        .containsEntry("lr-adversary", "0.01");
    assertThat(manifest.getProvenance().getDataSha256()).isEqualTo(model.images().sha256());
    assertThat(manifest.getScorecardMap()).isEqualTo(Map.of("rec_mse", 0.25));
    assertThat(manifest.getLabelsList())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(manifest.getLatentSpace()).matches("[0-9a-f]{16}");
  }

  @Test
  void prototypesAreTheMeanCodeOfEachClass() throws IOException {
    List<Prototype> prototypes =
        Bundle.read(model.publish(repository).folder()).manifest().getPrototypesList();
    assertThat(prototypes).hasSize(10);
    for (int label = 0; label < 10; label++) {
      assertThat(prototypes.get(label).getLabel()).isEqualTo(Integer.toString(label));
      double[] mean = meanS(model, label);
      assertThat(prototypes.get(label).getSCount()).isEqualTo(mean.length);
      for (int d = 0; d < mean.length; d++) {
        assertThat((double) prototypes.get(label).getS(d))
            .as("value %d of class %d", d, label)
            .isCloseTo(mean[d], within(1e-5));
      }
    }
  }

  @Test
  void aClassWithoutImagesHasNoPrototype() throws IOException {
    try (SmallModel colour = SmallModel.colour(3)) {
      Manifest manifest = Bundle.read(colour.publish(repository).folder()).manifest();
      assertThat(manifest.getLabelsList()).containsExactly("a", "b", "none");
      assertThat(manifest.getPrototypesList())
          .extracting(Prototype::getLabel)
          .containsExactly("a", "b");
    }
  }

  @Test
  void equalWeightsShareALatentSpaceAndOthersDoNot() throws IOException {
    Exporter.Published first = model.publish(repository);
    Exporter.Published second = model.publish(repository);
    assertThat(List.of(first.version(), second.version())).containsExactly(1L, 2L);
    assertThat(second.folder()).isEqualTo(repository.resolve("small/2"));
    assertThat(latentSpace(second)).isEqualTo(latentSpace(first));
    try (SmallModel other = model.other()) {
      Exporter.Published third = other.publish(repository);
      assertThat(third.version()).isEqualTo(3);
      assertThat(latentSpace(third)).isNotEqualTo(latentSpace(first));
    }
  }

  @Test
  void equalWeightsGiveEqualBytes() throws IOException {
    Path first = model.publish(repository).folder();
    Path second = model.publish(repository).folder();
    for (String graph : List.of(Bundle.ENC_S, Bundle.ENC_Z, Bundle.DEC, "golden.bin")) {
      assertThat(second.resolve(graph)).hasSameBinaryContentAs(first.resolve(graph));
    }
  }

  @Test
  void aModelFolderHoldsVersionsAndNothingElse() throws IOException {
    model.publish(repository);
    model.publish(repository);
    assertThat(names(repository)).containsExactly("small");
    assertThat(names(repository.resolve("small"))).containsExactly("1", "2");
    assertThat(names(repository.resolve("small/1")))
        .containsExactly("dec.onnx", "enc_s.onnx", "enc_z.onnx", "golden.bin", "manifest.json");
  }

  @Test
  void aFileInThePlaceOfTheModelFolderIsRefusedAndKept() throws IOException {
    Path inTheWay = Files.writeString(repository.resolve("small"), "a file");
    assertThatThrownBy(() -> model.publish(repository)).isInstanceOf(IOException.class);
    assertThat(names(repository)).containsExactly("small");
    assertThat(inTheWay).hasContent("a file");
  }

  private static void requireEqual(SmallModel model, Codec codec, int batch) {
    float[] x = model.images().floats(0, batch);
    float[] styles = model.images().floats(model.images().count() - batch, model.images().count());
    Codes codes = codec.encode(x);
    float[] s = model.nets().encodeS(x);
    float[] z = model.nets().encodeZ(x);
    assertThat(largestDifference(codes.s(), s)).as("s").isLessThan(1e-5f);
    assertThat(largestDifference(codes.z(), z)).as("z").isLessThan(1e-5f);
    assertThat(largestDifference(codec.decode(codes), model.nets().decode(s, z)))
        .as("x_hat")
        .isLessThan(1e-5f);
    assertThat(
            largestDifference(
                codec.swap(x, styles), model.nets().decode(s, model.nets().encodeZ(styles))))
        .as("swap")
        .isLessThan(1e-5f);
  }

  private static float largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.isFinite(actual[i])).isTrue();
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private static double[] meanS(SmallModel model, int label) {
    LabelledImages images = model.images();
    double[] sum = new double[model.nets().sizes().dimS()];
    int count = 0;
    for (int i = 0; i < images.count(); i++) {
      if (images.labels()[i] == label) {
        float[] s = model.nets().encodeS(images.floats(i, i + 1));
        for (int d = 0; d < sum.length; d++) {
          sum[d] += s[d];
        }
        count++;
      }
    }
    for (int d = 0; d < sum.length; d++) {
      sum[d] /= count;
    }
    return sum;
  }

  private static String latentSpace(Exporter.Published published) throws IOException {
    return Bundle.read(published.folder()).manifest().getLatentSpace();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }
}
