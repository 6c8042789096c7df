package io.twofold;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house: who may use what. This module's tests see every other module. */
class HouseTest {

  private static final String GENERATED = "io.twofold..v1";

  private static final JavaClasses TWOFOLD =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.twofold");

  @ParameterizedTest
  @ValueSource(strings = {"v1", "bundle", "codec", "trainer", "server", "client", "bench"})
  void everyModuleIsLookedAt(String module) {
    assertThat(TWOFOLD.stream().map(JavaClass::getPackageName))
        .anyMatch(name -> name.startsWith("io.twofold." + module));
  }

  @Test
  void theTrainingEngineIsUsedByTheTrainerAlone() {
    onlyIn("ai.djl..", "io.twofold.trainer..").check(TWOFOLD);
  }

  @Test
  void onnxRuntimeIsUsedByCodecSessionAndByWhatItIsComparedWithAlone() {
    onlyIn("ai.onnxruntime..", "io.twofold.codec.session", "io.twofold.bench.floor").check(TWOFOLD);
  }

  @Test
  void onnxMessagesAreUsedWhereGraphsAreMadeAndJoinedAlone() {
    onlyIn("ai.onnx.proto..", "io.twofold.trainer.export", "io.twofold.codec.session")
        .check(TWOFOLD);
  }

  @Test
  void grpcIsUsedAtTheWireAlone() {
    onlyIn(
            "io.grpc..",
            "io.twofold.server",
            "io.twofold.server.rpc",
            "io.twofold.client..",
            "io.twofold.bench..",
            GENERATED)
        .check(TWOFOLD);
  }

  @Test
  void netflixsLimitsAreUsedAtTheAdmissionAlone() {
    onlyIn("com.netflix.concurrency..", "io.twofold.server.admission").check(TWOFOLD);
  }

  @Test
  void openTelemetryIsUsedForTracesAlone() {
    onlyIn("io.opentelemetry..", "io.twofold.server.tracing", "io.twofold.client").check(TWOFOLD);
  }

  @Test
  void generatedMessagesStayOutOfLifecycleAndSessions() {
    noClasses()
        .that(
            resideInAnyPackage(
                "io.twofold.server.lifecycle",
                "io.twofold.server.batching",
                "io.twofold.codec.session"))
        .should()
        .dependOnClassesThat(resideInAPackage(GENERATED))
        .check(TWOFOLD);
  }

  @Test
  void nothingImportsACommandLine() {
    for (String module : new String[] {"trainer", "server", "client", "bench"}) {
      String cli = "io.twofold." + module + ".cli..";
      classes()
          .that(resideInAPackage(cli))
          .should()
          .onlyHaveDependentClassesThat(resideInAPackage(cli))
          .check(TWOFOLD);
    }
  }

  /** A module, and those that it must not know. */
  @ParameterizedTest
  @CsvSource({
    "codec, trainer server client bench",
    "trainer, server client bench",
    "server, trainer client bench",
    "client, bundle codec trainer server bench",
    "bench, trainer server"
  })
  void modulesKnowOnlyWhatTheyStandOn(String module, String others) {
    for (String other : others.split(" ", -1)) {
      noClasses()
          .that(resideInAPackage("io.twofold." + module + ".."))
          .should()
          .dependOnClassesThat(resideInAPackage("io.twofold." + other + ".."))
          .check(TWOFOLD);
    }
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.twofold.(**)").should().beFreeOfCycles().check(TWOFOLD);
  }

  @Test
  void theRulesCanFail() {
    assertThatThrownBy(() -> onlyIn("ai.djl..", "io.twofold.trainer.model").check(TWOFOLD))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.twofold.trainer.train.Trainer");
  }

  private static ArchRule onlyIn(String used, String... users) {
    return noClasses()
        .that(
            resideInAPackage("io.twofold..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(users)))
        .should()
        .dependOnClassesThat(resideInAPackage(used));
  }
}
