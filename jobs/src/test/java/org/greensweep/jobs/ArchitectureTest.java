package org.greensweep.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** One test per rule of the design: which room may know what. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.greensweep");

  @Test
  void theIncubatingVectorApiStaysInTheKernelPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.greensweep.inference.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(ALL);
  }

  @Test
  void sparkStaysInTheSparkPackageOfJobs() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.greensweep.jobs.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "io.delta..", "scala..")
        .check(ALL);
  }

  @Test
  void onlyMainLeavesTheVirtualMachine() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.greensweep.jobs.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(ALL);
  }

  @Test
  void kernelsAndCatalogKnowNothingOfJobs() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.greensweep.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.greensweep.jobs..")
        .check(ALL);
  }

  @Test
  void aNetworkKnowsNeitherItsKernelsNorItsHardware() {
    noClasses()
        .that()
        .resideInAPackage("org.greensweep.network..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.greensweep.inference..", "org.greensweep.hardware..", "org.greensweep.catalog..")
        .check(ALL);
  }

  @Test
  void inferenceHardwareAndCatalogDoNotKnowEachOther() {
    slices()
        .matching("org.greensweep.(inference|hardware|catalog)..")
        .should()
        .notDependOnEachOther()
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.greensweep.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void theOnnxFormatStaysInItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.greensweep.network.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnx..", "com.google.protobuf..")
        .check(ALL);
  }

  @Test
  void theKernelsNeedOnlyTheJdkButForTheOnnxFormat() {
    classes()
        .that()
        .resideInAnyPackage(
            "org.greensweep.network..", "org.greensweep.inference..", "org.greensweep.hardware..")
        .and()
        .resideOutsideOfPackage("org.greensweep.network.onnx..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "jdk.incubator..", "org.jspecify..", "org.greensweep..")
        .check(ALL);
  }
}
