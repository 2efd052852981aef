package io.jdup;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house. Each rule was seen red once, by breaking it on purpose. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar")) // of another module
          .importPackages("io.jdup");

  /** Top to bottom: a package may use those of later rows only, never its own row's neighbours. */
  private static final List<List<String>> RANKS =
      List.of(
          List.of("io.jdup"),
          List.of(
              "io.jdup.internal.backup",
              "io.jdup.internal.restore",
              "io.jdup.internal.maintenance"),
          List.of("io.jdup.internal.archive"),
          List.of("io.jdup.internal.volume"),
          List.of("io.jdup.internal.diff"),
          List.of("io.jdup.internal.index"),
          List.of("io.jdup.internal.difftar", "io.jdup.internal.manifest"),
          List.of("io.jdup.internal.tree", "io.jdup.collection"),
          List.of("io.jdup.selection"),
          List.of(
              "io.jdup.rsync",
              "io.jdup.report",
              "io.jdup.internal.concurrent",
              "io.jdup.internal.deflate"));

  private static final String[] EXPORTED = {
    "java..",
    "javax.crypto..",
    "org.jspecify..",
    "io.jdup",
    "io.jdup.collection",
    "io.jdup.selection",
    "io.jdup.rsync",
    "io.jdup.report",
    "io.jdup.crypto",
    "io.jdup.transport"
  };

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.jdup.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyCorePackageHasARank() {
    var ranked = RANKS.stream().flatMap(List::stream).toArray(String[]::new);
    var leaves = resideInAnyPackage("io.jdup.crypto..", "io.jdup.transport..");
    check(classes().that(not(leaves)).should().resideInAnyPackage(ranked));
  }

  @Test
  void importsPointDownTheRanks() {
    for (int rank = 0; rank < RANKS.size(); rank++) {
      for (String from : RANKS.get(rank)) {
        var forbidden =
            Stream.concat(
                    RANKS.subList(0, rank).stream().flatMap(List::stream),
                    RANKS.get(rank).stream().filter(neighbour -> !neighbour.equals(from)))
                .toArray(String[]::new);
        if (forbidden.length > 0) {
          check(
              noClasses()
                  .that()
                  .resideInAPackage(from)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(forbidden));
        }
      }
    }
  }

  @Test
  void cryptoAndTransportKnowNoOtherJdupModule() {
    for (String leaf : List.of("io.jdup.crypto..", "io.jdup.transport..")) {
      var others = resideInAPackage("io.jdup..").and(not(resideInAPackage(leaf)));
      check(noClasses().that().resideInAPackage(leaf).should().dependOnClassesThat(others));
    }
  }

  @Test
  void coreUsesTheDoorsOfTheLeavesOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.jdup.transport..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.jdup.transport..")
                    .and(not(resideInAPackage("io.jdup.transport")))));
  }

  @Test
  void eachThirdPartyLibraryHasOneImportingPackage() {
    importedOnlyBy("org.bouncycastle..", "io.jdup.crypto");
    importedOnlyBy("com.jcraft.jsch..", "io.jdup.transport.sftp");
    importedOnlyBy("org.apache.commons.vfs2..", "io.jdup.transport.vfs", "io.jdup.transport.sftp");
    importedOnlyBy("org.apache.commons.compress..", "io.jdup.internal.difftar");
    importedOnlyBy("com.sun.jna..", "io.jdup.internal.tree");
  }

  private static void importedOnlyBy(String library, String... importers) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(importers)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void publicSignaturesShowExportedTypesOnly() {
    check(
        classes()
            .that()
            .resideInAnyPackage(EXPORTED)
            .and()
            .arePublic()
            .should(showOnly(resideInAnyPackage(EXPORTED).or(isPrimitive()))));
  }

  @Test
  void onlyTaskScopeStartsThreads() {
    var starters =
        belongToAnyOf(
            Thread.class,
            Executors.class,
            CompletableFuture.class,
            ForkJoinPool.class,
            ScheduledThreadPoolExecutor.class,
            ThreadPoolExecutor.class,
            Timer.class);
    var constructsOrAsks =
        DescribedPredicate.<com.tngtech.archunit.core.domain.JavaCall<?>>describe(
            "start threads",
            call ->
                List.of("parallelStream", "parallel").contains(call.getName())
                    || starters.test(call.getTargetOwner())
                        && !List.of(
                                "currentThread",
                                "interrupt",
                                "sleep",
                                "interrupted",
                                "isInterrupted")
                            .contains(call.getName()));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.jdup.internal.concurrent.TaskScope")
            .should()
            .callCodeUnitWhere(constructsOrAsks)
            .because("TaskScope owns every thread; others take an " + Executor.class.getName()));
  }

  @Test
  void theLibraryIsSilentAndTakesClockAndRandomFromOutside() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
    check(noClasses().should(callMethod(Instant.class, "now")));
    check(noClasses().should(callMethod(System.class, "currentTimeMillis")));
    check(noClasses().should().callConstructor(Random.class));
    check(noClasses().should(callMethod(Math.class, "random")));
    check(noClasses().should().callMethodWhere(asksTheSystem()));
    check(noClasses().should().dependOnClassesThat().areAssignableTo(System.Logger.class));
  }

  @Test
  void fileNamesAreBytes() {
    // java.io.File and toFile() lose names that are not text. JSch's API takes local paths as text.
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.jdup.transport.sftp", "io.jdup.transport.vfs")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(File.class));
    // What a method returns is no dependency to ArchUnit, and some streams open a name as text.
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.jdup.transport.sftp", "io.jdup.transport.vfs")
            .should(callMethod(Path.class, "toFile"))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(FileInputStream.class, FileOutputStream.class, RandomAccessFile.class));
  }

  private static DescribedPredicate<JavaMethodCall> asksTheSystem() {
    return DescribedPredicate.describe(
        "ask the system for the time or a random number, or print",
        call ->
            call.getName().equals("printStackTrace")
                || call.getTargetOwner().isEquivalentTo(ThreadLocalRandom.class)
                || call.getTargetOwner().getPackageName().equals("java.time")
                    && call.getName().equals("now")
                    && call.getTarget().getRawParameterTypes().isEmpty());
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  private static DescribedPredicate<JavaClass> isPrimitive() {
    return DescribedPredicate.describe("primitive", JavaClass::isPrimitive);
  }

  private static ArchCondition<JavaClass> showOnly(DescribedPredicate<JavaClass> allowed) {
    return new ArchCondition<>("show only JDK and exported types") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
          boolean visible = field.getModifiers().contains(JavaModifier.PUBLIC);
          if (visible && !field.getType().getAllInvolvedRawTypes().stream().allMatch(allowed)) {
            events.add(
                SimpleConditionEvent.violated(
                    field, field.getFullName() + " is a " + field.getType().getName()));
          }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          if (isVisible(unit)) {
            Stream.of(
                    unit.getReturnType().getAllInvolvedRawTypes().stream(),
                    unit.getParameterTypes().stream()
                        .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()),
                    unit.getExceptionTypes().stream())
                .flatMap(types -> types)
                .filter(shown -> !allowed.test(shown.getBaseComponentType()))
                .forEach(
                    shown ->
                        events.add(
                            SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " shows " + shown.getName())));
          }
        }
      }

      private boolean isVisible(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
            || unit.getModifiers().contains(JavaModifier.PROTECTED);
      }
    };
  }
}
