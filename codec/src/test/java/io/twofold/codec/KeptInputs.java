package io.twofold.codec;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The inputs that are kept for a fuzz test, as ordinary tests: in the folder {@code
 * <TestClass>Inputs/<method>} beside the test class.
 */
public final class KeptInputs {

  /** A fuzz test. */
  public interface Target {
    void take(byte[] input) throws Exception;
  }

  private KeptInputs() {}

  /** A test for each input of a fuzz test's method; there is at least one. */
  public static Stream<DynamicTest> of(Class<?> fuzzTest, String method, Target target)
      throws IOException, URISyntaxException {
    String folder = fuzzTest.getSimpleName() + "Inputs/" + method;
    URL found = fuzzTest.getResource(folder);
    if (found == null) {
      throw new AssertionError("no inputs are kept in " + folder);
    }
    List<Path> files;
    try (Stream<Path> listing = Files.list(Path.of(found.toURI()))) {
      files = listing.sorted().toList();
    }
    if (files.isEmpty()) {
      throw new AssertionError("no inputs are kept in " + folder);
    }
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    method + "/" + file.getFileName(),
                    () -> target.take(Files.readAllBytes(file))));
  }
}
