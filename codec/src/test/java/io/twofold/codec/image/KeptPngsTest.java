package io.twofold.codec.image;

import io.twofold.codec.KeptInputs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@link PngFuzzTest} was given before. */
class KeptPngsTest {

  @TestFactory
  Stream<DynamicTest> pngs() throws Exception {
    return KeptInputs.of(PngFuzzTest.class, "png", new PngFuzzTest()::png);
  }
}
