package io.twofold.server;

import io.twofold.codec.KeptInputs;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@link RequestFuzzTest} was given before. */
class KeptRequestsTest {

  @BeforeAll
  static void start(@TempDir Path repository) throws Exception {
    RequestFuzzTest.repository = repository;
    RequestFuzzTest.start();
  }

  @AfterAll
  static void stop() {
    RequestFuzzTest.stop();
  }

  @TestFactory
  Stream<DynamicTest> requests() throws Exception {
    return KeptInputs.of(RequestFuzzTest.class, "request", new RequestFuzzTest()::request);
  }
}
