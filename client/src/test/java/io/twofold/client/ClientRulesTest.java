package io.twofold.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the library keeps from its users, and from its own command line. */
class ClientRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.twofold.client");

  @Test
  void theLibraryDoesWithoutItsCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.twofold.client.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.twofold.client.cli..", "picocli..", "com.google.gson..")
        .check(CLASSES);
  }

  @Test
  void messagesStayBehindTheApi() {
    DescribedPredicate<JavaClass> message = resideInAPackage("io.twofold.v1..");
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .notHaveRawReturnType(message)
        .andShould()
        .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(message))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.twofold.client.cli..")
        .should()
        .dependOnClassesThat(message)
        .check(CLASSES);
  }
}
