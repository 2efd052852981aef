package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs readers, in every build, on the inputs that were kept in {@code src/test/resources/fuzz},
 * one directory for each class of {@link #readers}. {@link FuzzingContract} makes further ones.
 *
 * <p>Such a class has a method {@code public static void fuzzerTestOneInput(byte[])}, which returns
 * when all is as it should be: a declared exception or none, and whatever else it says.
 */
public abstract class FuzzContract {
  static final Path KEPT = Path.of("src", "test", "resources", "fuzz");
  private static final Duration LIMIT = Duration.ofSeconds(20); // for one input

  /** Returns the classes to run. */
  protected abstract List<Class<?>> readers();

  @Test
  void eachReaderHasInputs() throws IOException {
    try (Stream<Path> directories = Files.list(KEPT)) {
      assertEquals(
          readers().stream().map(Class::getSimpleName).sorted().toList(),
          directories.map(each -> each.getFileName().toString()).sorted().toList());
    }
  }

  @TestFactory
  Stream<DynamicTest> whatWasKeptIsReadRightlyOrRefused() {
    return readers().stream()
        .map(reader -> DynamicTest.dynamicTest(reader.getSimpleName(), () -> replay(reader)));
  }

  private static void replay(Class<?> reader) throws Exception {
    Method method = reader.getMethod("fuzzerTestOneInput", byte[].class);
    List<Path> files;
    try (Stream<Path> all = Files.list(KEPT.resolve(reader.getSimpleName()))) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      byte[] input = Files.readAllBytes(file);
      assertTimeoutPreemptively(LIMIT, () -> run(method, input, file), file::toString);
    }
  }

  private static void run(Method method, byte[] input, Path file) throws IllegalAccessException {
    try {
      method.invoke(null, (Object) input);
    } catch (InvocationTargetException e) {
      throw new AssertionError("not to be expected of " + file, e.getCause());
    }
  }
}
