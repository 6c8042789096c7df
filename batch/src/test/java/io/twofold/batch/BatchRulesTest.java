package io.twofold.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house for this module, which the tests of bench do not see. */
class BatchRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.twofold.batch");

  @Test
  void batchStandsOnCodecAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.twofold.trainer..",
            "io.twofold.server..",
            "io.twofold.client..",
            "io.twofold.bench..",
            "ai.onnxruntime..",
            "ai.onnx..",
            "io.grpc..")
        .check(CLASSES);
  }

  @Test
  void nothingImportsTheCommandLine() {
    classes()
        .that()
        .resideInAPackage("io.twofold.batch.cli")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage("io.twofold.batch.cli")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.twofold.batch.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
