package io.jdup.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathListTest {
  @Test
  void emptyLinesNameNothingAndADotTheSourceItself() {
    assertEquals(List.of("a", "b"), paths("a\n\n\nb\n"));
    assertEquals(List.of("a", "", "b"), paths("a\n.\nb"));
  }

  @Test
  void linesEndInAnyOfThreeWays() {
    assertEquals(List.of("a", "b", "c", "d"), paths("a\r\nb\rc\nd"));
  }

  @Test
  void whatIsRefusedIsNamedAsText() {
    byte[] content = "/\u00fc\n".getBytes(UTF_8);
    var e = assertThrows(SelectionException.class, () -> PathList.ofLines("mine", content));
    assertTrue(
        e.getMessage().startsWith("the list 'mine' names '/\u00fc', which is not below"),
        e.getMessage());
  }

  @Test
  void aSelectionTellsItsList() {
    PathList list = PathList.ofLines("list", "a".getBytes(UTF_8));
    Selection selection = Selection.everything().only(list);
    assertSame(list, selection.list().orElseThrow());
    assertFalse(selection.isEverything());
    assertEquals(Optional.empty(), Selection.everything().list());
  }

  @Test
  void pathsBelowTheRootOfTheFileSystemAreFound() {
    Selection selection =
        Selection.everything().only(PathList.ofLines("list", "etc/a".getBytes(UTF_8)));
    SelectionJudge judge = selection.startAt(file("/"));
    assertEquals(Verdict.INCLUDE, judge.judge(file("/etc")));
    assertEquals(Verdict.INCLUDE, judge.judge(file("/etc/a")));
    assertEquals(Verdict.EXCLUDE, judge.judge(file("/etc/b")));
    assertEquals(Verdict.EXCLUDE, judge.judge(file("/tc/a")));
  }

  private static Candidate file(String path) {
    return new FileCandidate(path.getBytes(UTF_8));
  }

  private static List<String> paths(String content) {
    return PathList.ofLines("list", content.getBytes(UTF_8)).paths().stream()
        .map(path -> new String(path, UTF_8))
        .toList();
  }
}
