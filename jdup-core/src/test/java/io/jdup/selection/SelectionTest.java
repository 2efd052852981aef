package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.selection.FakeTree.Kind;
import io.jdup.selection.FakeTree.Node;
import io.jdup.selection.SelectionException.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Instant LIMIT = Instant.ofEpochSecond(1000, 500);

  @Test
  void withoutRulesEverythingIsTaken() {
    assertTrue(Selection.everything().isEverything());
    assertFalse(Selection.everything().excludeDeviceFiles().isEverything());
    assertEquals(
        List.of(".", "a"), new FakeTree().file("a").selected("/r", Selection.everything()));
  }

  @Test
  void stepsLeaveTheSelectionTheyStartFromAsItIs() {
    Selection first = Selection.everything().exclude("/r/a");
    Selection unused = first.exclude("/r/b");
    assertFalse(unused.isEverything());
    assertEquals(List.of(".", "b"), new FakeTree().file("a").file("b").selected("/r", first));
  }

  @Test
  void devicesGoEvenIfAnEarlierRuleIncludesThem() {
    var tree = new FakeTree().device("null").other("pipe");
    Selection selection = Selection.everything().include("/r/null").excludeDeviceFiles();
    assertEquals(Reason.REDUNDANT_INCLUDE, reasonOf(selection));
    assertEquals(List.of("."), tree.selected("/r", selection.exclude("**")));
    assertEquals(
        List.of(".", "pipe"), tree.selected("/r", Selection.everything().excludeDeviceFiles()));
  }

  @Test
  void otherFileSystemsGoUnlessAnEarlierRuleIncludesThem() {
    var tree =
        new FakeTree()
            .add("mnt", new Node(Kind.DIRECTORY, Instant.EPOCH, 2))
            .add("mnt/a", new Node(Kind.FILE, Instant.EPOCH, 2))
            .add("mnt/b", new Node(Kind.FILE, Instant.EPOCH, 2))
            .file("x");
    Selection selection = Selection.everything().excludeOtherFilesystems();
    assertEquals(List.of(".", "x"), tree.selected("/r", selection));
    assertEquals(
        List.of(".", "mnt", "mnt/b", "x"),
        tree.selected("/r", Selection.everything().include("/r/mnt/b").excludeOtherFilesystems()));
  }

  @Test
  void onlyFilesModifiedBeforeTheLimitAreTooOld() {
    var tree =
        new FakeTree()
            .file("after", LIMIT.plusNanos(1))
            .file("at", LIMIT)
            .file("before", LIMIT.minusNanos(1))
            .directory("dir")
            .other("link");
    assertEquals(
        List.of(".", "after", "at", "dir", "link"),
        tree.selected("/r", Selection.everything().excludeOlderThan(LIMIT)));
  }

  @Test
  void theLaterOfTheRulesInFrontComesFirst() {
    var tree = new FakeTree().directory("d").file("d/stop").device("d/dev");
    Selection selection =
        Selection.everything().excludeDeviceFiles().excludeIfPresent("stop").exclude("/r/zz");
    assertEquals(List.of("."), tree.selected("/r", selection));
  }

  @Test
  void filelistsSayWhichLineIsWrong() {
    Filelist list = Filelist.of("my list", "/r/a\n\n- /r//b\n");
    var e =
        assertThrows(SelectionException.class, () -> Selection.everything().excludeFilelist(list));
    assertEquals(Reason.MALFORMED_GLOB, e.reason());
    assertTrue(e.getMessage().startsWith("file list 'my list', line 3: "), e.getMessage());
  }

  // printf -- '-   /r/a\n' and '- "/r/a"\n' as lists: duplicity 0.8.22 refuses the first with 14.
  @Test
  void aSignTakesOneBlankOnly() {
    assertEquals(Reason.OUTSIDE_SOURCE, reasonOf(list("-   /r/a\n")));
    assertEquals(Reason.OUTSIDE_SOURCE, reasonOf(list("-\n")));
    assertEquals(
        List.of(".", "b"), new FakeTree().file("a").file("b").selected("/r", list("- \"/r/a\"")));
  }

  @Test
  void aLoneQuoteIsAPattern() {
    assertEquals(Reason.OUTSIDE_SOURCE, reasonOf(list("'\n")));
  }

  private static Selection list(String content) {
    return Selection.everything().excludeFilelist(Filelist.of("list", content));
  }

  private static Reason reasonOf(Selection selection) {
    return assertThrows(SelectionException.class, () -> new FakeTree().selected("/r", selection))
        .reason();
  }
}
