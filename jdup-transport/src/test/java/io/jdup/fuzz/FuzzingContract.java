package io.jdup.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs readers on what Jazzer makes of the inputs that {@link FuzzContract} replays. Only {@code
 * mvn -Pfuzz test} runs this, so its subclasses are named as no ordinary test is. {@code
 * -Dfuzz.only} takes the name of one class.
 */
public abstract class FuzzingContract {
  /** Returns the classes to run, as {@link FuzzContract#readers} does. */
  protected abstract List<Class<?>> readers();

  @TestFactory
  Stream<DynamicTest> whatAFuzzerMakesIsReadRightlyOrRefused() {
    String only = System.getProperty("fuzz.only", "");
    return readers().stream()
        .filter(reader -> only.isEmpty() || only.equals(reader.getSimpleName()))
        .map(
            reader ->
                DynamicTest.dynamicTest(
                    reader.getSimpleName(),
                    () ->
                        new FuzzerRun(reader, FuzzContract.KEPT.resolve(reader.getSimpleName()))
                            .run()));
  }
}
