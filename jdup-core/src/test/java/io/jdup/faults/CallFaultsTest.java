package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.TreeListing;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The runs of {@link CrashPointsTest}, with the line to the target cut at each of its calls: before
 * the call had its effect, or after it, so that only the answer is lost. All calls after it fail
 * too. What must hold is the same.
 */
class CallFaultsTest {
  private static final int MORE_THAN_ANY_RUN = 200;

  private FailingTransport failing;

  static Stream<Arguments> waysAndFaults() {
    return Arrays.stream(CrashPointsTest.WAYS)
        .flatMap(
            way ->
                Stream.of(FailingTransport.Fault.BEFORE, FailingTransport.Fault.AFTER)
                    .map(fault -> Arguments.of(way.name(), fault)));
  }

  @ParameterizedTest
  @MethodSource("waysAndFaults")
  void nothingIsLostWhereverTheLineIsCut(String name, FailingTransport.Fault fault)
      throws IOException {
    var way =
        Arrays.stream(CrashPointsTest.WAYS).filter(w -> w.name().equals(name)).findFirst().get();
    Scenario scenario = way.scenario().get();
    try (var work = WorkDirectory.in(null)) {
      Path root = work.path().toRealPath();
      var before = new Scene(root.resolve("source"), Files.createDirectory(root.resolve("before")));
      Files.createDirectory(before.temp);
      scenario.prepare(before);
      List<String> source = TreeListing.of(before.source);
      var restored = new Restored();
      int calls = 0;
      while (isSurvived(scenario, before, calls + 1, fault, restored)) {
        calls++;
        assertTrue(calls < MORE_THAN_ANY_RUN, "the run has no end");
        assertEquals(source, TreeListing.of(before.source));
      }
      System.out.println("cut lines: " + name + ", " + fault + ": " + calls);
      assertTrue(calls >= 2, "calls: " + calls);
    }
  }

  /** Returns false if the run makes less calls. */
  private boolean isSurvived(
      Scenario scenario, Scene before, int call, FailingTransport.Fault fault, Restored restored)
      throws IOException {
    Path place = before.place.resolveSibling("point");
    Sweep.copyTree(before.place, place);
    // nothing is to be forced to a real disk
    var scene = new Scene(before.source, place).through(new FaultFileSystem(Effects.counting()));
    failing = null;
    boolean well = false;
    IOException thrown = null;
    try {
      well = scenario.act(scene.over((name, to) -> cut(scenario, name, to, call, fault)), 0);
    } catch (IOException e) {
      thrown = e;
    }
    if (!failing.hasFailed()) {
      assertNull(thrown, () -> "nothing was made to fail");
      assertTrue(well);
      WorkDirectory.deleteTree(place);
      return false;
    }
    String what = scenario + ", call " + call + ": " + failing.calls();
    boolean advice = failing.calls().get(call - 1).contains("jdup-running");
    assertTrue(thrown != null || !well || advice, () -> "was not heard of: " + what);
    try {
      assertEquals(List.of(), scene.leftovers());
      scenario.checkAnyTime(scene, restored, Effects.Fault.FAIL);
      assertTrue(scenario.act(scene, 1), "the next run fails");
      scenario.checkAnyTime(scene, restored, Effects.Fault.FAIL);
      scenario.checkDone(scene, restored);
      scenario.checkAfterwards(scene, restored);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(what, e);
    }
    WorkDirectory.deleteTree(place);
    return true;
  }

  // A copy is made at one place from another; it is the former that is cut off.
  private Transport cut(
      Scenario scenario, String name, Transport to, int call, FailingTransport.Fault fault) {
    String where = scenario instanceof CopyScenario ? "copy" : "target";
    if (!name.equals(where)) {
      return to;
    }
    failing = failing == null ? new FailingTransport(to, call, fault) : failing;
    return failing;
  }
}
