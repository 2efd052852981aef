package io.jdup.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import org.junit.jupiter.api.Test;

/** The command is a thin layer: what it can do, every user of the library can. */
class CliArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.jdup.cli");

  @Test
  void commandUsesTheExportedPackagesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.jdup.internal..",
            "io.jdup.transport.*..",
            "org.bouncycastle..",
            "com.jcraft..",
            "org.apache..")
        .check(MAIN);
  }

  @Test
  void commandStartsNoThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\.(Executors|CompletableFuture|ForkJoinPool)")
        .check(MAIN);
  }

  @Test
  void fileNamesAreBytes() {
    noClasses().should().dependOnClassesThat().areAssignableTo(File.class).check(MAIN);
  }
}
