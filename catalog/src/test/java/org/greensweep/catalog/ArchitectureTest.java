package org.greensweep.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CATALOG =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.greensweep.catalog");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.greensweep.(catalog..)").should().beFreeOfCycles().check(CATALOG);
  }

  @Test
  void theCatalogueKnowsNeitherKernelsNorSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.greensweep.network..",
            "org.greensweep.inference..",
            "org.greensweep.hardware..",
            "org.greensweep.jobs..",
            "org.apache.spark..",
            "io.delta..")
        .check(CATALOG);
  }

  @Test
  void theArithmeticReadsNoFilesAndNoClock() {
    noClasses()
        .that()
        .resideInAPackage("..carbon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io", "java.nio.file..", "java.sql..", "java.time..")
        .check(CATALOG);
  }

  /** Other tools ask a server where they are, and break when it does not answer. */
  @Test
  void nothingAsksTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.greensweep.catalog")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..")
        .check(CATALOG);
  }

  @Test
  void nothingEndsTheProcessOrWritesToTheConsole() {
    noClasses().should().callMethod(System.class, "exit", int.class).check(CATALOG);
    noClasses().should().accessField(System.class, "out").check(CATALOG);
    noClasses().should().accessField(System.class, "err").check(CATALOG);
  }
}
