package io.twofold.codec.bundle;

import io.twofold.codec.KeptInputs;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@link BundleFuzzTest} was given before. */
class KeptBundleInputsTest {

  private static final BundleFuzzTest FUZZ = new BundleFuzzTest();

  @BeforeAll
  static void publish(@TempDir Path repository) throws Exception {
    BundleFuzzTest.repository = repository;
    BundleFuzzTest.publish();
  }

  @TestFactory
  Stream<DynamicTest> manifests() throws Exception {
    return KeptInputs.of(BundleFuzzTest.class, "manifest", FUZZ::manifest);
  }

  @TestFactory
  Stream<DynamicTest> goldenVectors() throws Exception {
    return KeptInputs.of(BundleFuzzTest.class, "golden", FUZZ::golden);
  }

  @TestFactory
  Stream<DynamicTest> graphs() throws Exception {
    return KeptInputs.of(BundleFuzzTest.class, "graph", FUZZ::graph);
  }
}
