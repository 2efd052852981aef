package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.TestTars.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.internal.tree.EntryPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {
  @ParameterizedTest
  @CsvSource({
    "snapshot/a, SNAPSHOT, a, 0",
    "snapshot/a/, SNAPSHOT, a, 0",
    "snapshot/a/b.txt, SNAPSHOT, a/b.txt, 0",
    "diff/a, DIFF, a, 0",
    "deleted/a/b, DELETED, a/b, 0",
    "signature/a, SIGNATURE, a, 0",
    "multivol_snapshot/a/b/12, MULTIVOL_SNAPSHOT, a/b, 12",
    "multivol_diff/1/2, MULTIVOL_DIFF, 1, 2",
    "multivol_diff/a/99999999999999999999, MULTIVOL_DIFF, a, 2147483647",
    // these look like something else and are ordinary paths
    "snapshot/diff/1, SNAPSHOT, diff/1, 0",
    "snapshot/multivol_snapshot/x/1, SNAPSHOT, multivol_snapshot/x/1, 0",
    "snapshot/snapshot/, SNAPSHOT, snapshot, 0",
    "multivol_snapshot/diff/3/1, MULTIVOL_SNAPSHOT, diff/3, 1",
    "snapshot/..., SNAPSHOT, ..., 0",
    "snapshot/.hidden, SNAPSHOT, .hidden, 0",
  })
  void takesNamesApart(String name, EntryPrefix prefix, String path, int piece) {
    assertEquals(new EntryName(prefix, EntryPath.of(path), piece), EntryName.parse(bytes(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snapshot/",
        "snapshot/.",
        "snapshot/./",
        "diff/",
        "signature/",
        "multivol_snapshot/./1"
      })
  void knowsAllSpellingsOfTheRoot(String name) {
    assertEquals(EntryPath.ROOT, EntryName.parse(bytes(name)).path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "snapshot",
        "Snapshot/a",
        "weird/b",
        "/etc/passwd",
        "a",
        "snapshot/../evil",
        "snapshot/..",
        "snapshot/a/../../evil",
        "snapshot/a/./b",
        "snapshot//evil",
        "snapshot//",
        "snapshot/a//",
        "snapshot/a\0b",
        "multivol_snapshot/",
        "multivol_snapshot/1",
        "multivol_snapshot/a",
        "multivol_snapshot/a1",
        "multivol_snapshot/a/",
        "multivol_snapshot/a/1/",
        "multivol_snapshot/a/-1",
        "multivol_snapshot/../1",
        "multivol_snapshot//a/1",
        "multivol_deleted/a/1",
      })
  void refusesOtherNames(String name) {
    assertThrows(IllegalArgumentException.class, () -> EntryName.parse(bytes(name)));
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] name = "snapshot/bad\u00ff\u00fe".getBytes(ISO_8859_1);
    assertArrayEquals(
        "bad\u00ff\u00fe".getBytes(ISO_8859_1), EntryName.parse(name).path().toBytes());
  }
}
