package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Makes everything in {@code docs/failures.md} go wrong and compares what users are told. */
class FailuresIT {
  @TempDir static Path directory;
  private static Workplace sample;

  @BeforeAll
  static void makeSample() throws Exception {
    sample = Workplace.in(directory.resolve("sample"));
    Situations.makeSample(sample);
  }

  private static Map<String, Situations.Situation> situations() {
    var all = new LinkedHashMap<String, Situations.Situation>();
    for (Situations some :
        List.of(
            new LocalSituations(),
            new ChangedSituations(),
            new RestoreSituations(),
            new ReplicateSituations(),
            new KeySituations(),
            new SshSituations())) {
      all.putAll(some.all());
    }
    return all;
  }

  @Test
  void theTableHasEverySituationOnce() throws Exception {
    List<String> rows = FailureTable.read().stream().map(FailureTable.Row::situation).toList();
    assertEquals(new TreeSet<>(situations().keySet()), new TreeSet<>(rows));
    assertEquals(rows.size(), situations().size());
  }

  @TestFactory
  Stream<DynamicTest> usersAreToldWhatTheTableSays() throws Exception {
    return FailureTable.read().stream().map(row -> dynamicTest(row.situation(), () -> check(row)));
  }

  private static void check(FailureTable.Row row) throws Exception {
    Path own = directory.resolve(row.situation().replaceAll("[^a-z]", "-"));
    Workplace place = Situations.startingFrom(sample, own);
    Ran ran = situations().get(row.situation()).arise(place);
    row.check(ran);
    assertFalse((ran.out() + ran.err()).contains("zzyzx"), "a secret shows");
  }
}
