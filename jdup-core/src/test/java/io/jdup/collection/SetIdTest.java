package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetIdTest {
  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void setsAreOrderedByTimeThenFullsFirstThenByTheirBase() {
    List<SetId> inOrder =
        List.of(
            SetId.incremental(at(900), at(1000)),
            SetId.full(at(2000)),
            SetId.incremental(at(100), at(2000)),
            SetId.incremental(at(200), at(2000)),
            SetId.full(at(2001)));
    for (int i = 0; i < inOrder.size(); i++) {
      for (int j = 0; j < inOrder.size(); j++) {
        int compared = inOrder.get(i).compareTo(inOrder.get(j));
        assertEquals(Integer.signum(i - j), Integer.signum(compared), i + " and " + j);
        assertEquals(i == j, inOrder.get(i).equals(inOrder.get(j)), i + " and " + j);
      }
    }
  }

  @Test
  void equalSetsHaveEqualHashes() {
    SetId id = SetId.incremental(at(100), at(2000));
    SetId same = SetId.incremental(at(100), at(2000));
    assertEquals(id, same);
    assertEquals(id.hashCode(), same.hashCode());
  }

  @Test
  void timesAreWholeSeconds() {
    Instant odd = Instant.ofEpochSecond(1, 1);
    assertThrows(IllegalArgumentException.class, () -> SetId.full(odd));
    assertThrows(IllegalArgumentException.class, () -> SetId.incremental(odd, at(2)));
    assertThrows(IllegalArgumentException.class, () -> SetId.incremental(at(2), odd));
  }

  @Test
  void onlyAnIncrementalHasAPreviousSet() {
    assertThrows(IllegalArgumentException.class, () -> new SetId(BackupType.FULL, at(1), at(2)));
    assertTrue(new SetId(BackupType.FULL, at(2), at(2)).isFull());
  }

  @Test
  void timesAreToldAsNamesHaveThemIfTheyCan() {
    assertEquals("full 20231114T221320Z", SetId.full(at(1_700_000_000)).toString());
    assertEquals(
        "inc 1970-01-01T00:00:00Z to 20231114T221320Z",
        SetId.incremental(at(0), at(1_700_000_000)).toString());
  }
}
