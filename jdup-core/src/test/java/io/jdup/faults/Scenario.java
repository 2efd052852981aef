package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.faults.Effects.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A run that is broken off anywhere, what there was before and what must be there afterwards. */
abstract class Scenario {
  private final String name;
  final Map<Instant, List<String>> model = new TreeMap<>(); // what each set is to restore to
  final Set<Instant> kept = new TreeSet<>(); // sets that must be there at any time

  Scenario(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Makes what is there before the run. */
  abstract void prepare(Scene scene) throws IOException;

  /** Does the run; returns whether it says that all went well. */
  abstract boolean act(Scene scene, int attempt) throws IOException;

  /** Checks what must hold whatever happened. */
  void checkAnyTime(Scene scene, Restored restored, Fault fault) throws IOException {
    checkSets(restored.at(scene, "target"));
  }

  /** Checks what {@link #act} promises. */
  abstract void checkDone(Scene scene, Restored restored) throws IOException;

  /** Returns whether what the run says it did stays done when the power goes. */
  boolean outlivesPowerCuts() {
    return true;
  }

  /** Checks that life goes on. */
  void checkAfterwards(Scene scene, Restored restored) throws IOException {}

  final void checkSets(Map<Instant, List<String>> states) {
    assertTrue(
        states.keySet().containsAll(kept), () -> "kept " + kept + ", found " + states.keySet());
    states.forEach((time, state) -> assertEquals(model.get(time), state, time::toString));
  }

  static <T> List<T> both(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
