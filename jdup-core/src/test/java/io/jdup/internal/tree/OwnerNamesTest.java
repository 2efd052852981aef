package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerNamesTest {
  private final OwnerNames names = new OwnerNames(FileSystems.getDefault());

  @Test
  void ownersAreEqualIfAllOfThemIs() {
    var owner = new Owner(1, "u", 2, "g");
    assertEquals(owner, new Owner(1, "u", 2, "g"));
    assertEquals(owner.hashCode(), new Owner(1, "u", 2, "g").hashCode());
    for (Owner other :
        List.of(
            new Owner(3, "u", 2, "g"),
            new Owner(1, "x", 2, "g"),
            new Owner(1, "u", 3, "g"),
            new Owner(1, "u", 2, "x"))) {
      assertNotEquals(owner, other);
    }
  }

  @Test
  void aKnownNameCountsMoreThanItsNumber() throws IOException {
    var here = new Owner(0, "root", 0, "root");
    assertTrue(names.isSame(here, here));
    assertTrue(names.isSame(new Owner(77, "root", 78, "root"), here)); // renumbered
    assertFalse(names.isSame(new Owner(0, "daemon", 0, "root"), here));
    assertFalse(names.isSame(new Owner(0, "root", 0, "daemon"), here));
  }

  @Test
  void withoutAKnownNameTheNumberCounts() throws IOException {
    var here = new Owner(0, "root", 0, "root");
    assertTrue(names.isSame(new Owner(0, "no such user", 0, ""), here));
    assertFalse(names.isSame(new Owner(1, "no such user", 0, ""), here));
    assertFalse(names.isSame(new Owner(0, "", 1, "no such group"), here));
    var nameless = new Owner(54321, "", 54322, "");
    assertTrue(names.isSame(new Owner(54321, "gone", 54322, "gone"), nameless));
    assertFalse(names.isSame(new Owner(54321, "root", 54322, "gone"), nameless));
  }

  @Test
  void digitsAreNoName() throws IOException {
    assertEquals(names.user("", 54321), names.user("0", 54321));
    assertEquals(names.group("", 54321), names.group("-1", 54321));
    assertEquals(names.group("", 54321), names.group("root\0", 54321));
  }
}
