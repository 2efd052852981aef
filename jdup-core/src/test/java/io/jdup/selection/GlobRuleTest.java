package io.jdup.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.selection.SelectionException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the vectors leave open; each expected list is what duplicity 0.8.22 put into a backup. */
class GlobRuleTest {
  // mkdir -p r/b r/sub/x; touch r/a r/b/f r/foo r/sub/x/sub; ln -s b r/link
  // duplicity full --no-encryption --include ... --exclude ... /r file:///tmp/out
  private static final FakeTree TREE =
      new FakeTree()
          .file("a")
          .directory("b")
          .file("b/f")
          .file("foo")
          .other("link")
          .directory("n")
          .file("n\nfoo")
          .directory("sub")
          .directory("sub/x")
          .file("sub/x/sub");

  private static List<String> selected(Selection selection) {
    return TREE.selected("/r", selection);
  }

  @Test
  void aPatternForDirectoriesSaysNothingOfALinkItMatches() {
    assertEquals(
        List.of(".", "a", "foo", "link", "n", "n\nfoo", "sub", "sub/x", "sub/x/sub"),
        selected(Selection.everything().include("/r/link/").exclude("/r/b")));
  }

  @Test
  void aPatternForSomethingInsideALinkDropsTheLink() {
    assertEquals(
        List.of(".", "a", "foo", "n", "n\nfoo", "sub", "sub/x", "sub/x/sub"),
        selected(Selection.everything().include("/r/link/zz").exclude("/r/b")));
  }

  @Test
  void doubleStarMatchesNewlines() {
    assertEquals(
        List.of(".", "a", "b", "b/f", "link", "n", "sub", "sub/x", "sub/x/sub"),
        selected(Selection.everything().exclude("/r/**foo")));
  }

  @Test
  void aFileThatMatchesIsNotSavedByTheDirectoryAboveThatMatchesToo() {
    var selection = Selection.everything().include("**/sub/").exclude("**/x/sub").exclude("**");
    assertEquals(List.of(".", "sub", "sub/x"), selected(selection));
  }

  @Test
  void filesAreDroppedWhereEverythingIsScanned() {
    assertEquals(
        List.of(".", "sub", "sub/x", "sub/x/sub"),
        selected(Selection.everything().include("**/sub/").exclude("/r/b")));
    assertEquals(
        List.of(".", "foo", "link", "n", "n\nfoo", "sub", "sub/x", "sub/x/sub"),
        selected(Selection.everything().include("/r/a**/zz").exclude("/r/b")));
  }

  @Test
  void aPatternForDirectoriesIsOutsideASourceThatIsAFile() {
    assertReason(Reason.OUTSIDE_SOURCE, Selection.everything().exclude("/r/a/"), file("/r/a"));
    Selection.everything().exclude("/r/a").startAt(file("/r/a"));
  }

  @Test
  void patternsOfASourceNamedByADotBeginWithTheDot() {
    assertEquals(
        List.of(".", "b", "b/f", "foo", "link", "n", "n\nfoo", "sub", "sub/x", "sub/x/sub"),
        TREE.selected(".", Selection.everything().exclude("./a")));
    assertReason(Reason.OUTSIDE_SOURCE, Selection.everything().exclude("a"), file("."));
  }

  @Test
  void malformedPatternsAreRefusedAtOnce() {
    for (String glob : List.of("", "/r//a", "/r/[c-a]", "ignorecase:")) {
      var e =
          assertThrows(SelectionException.class, () -> Selection.everything().exclude(glob), glob);
      assertEquals(Reason.MALFORMED_GLOB, e.reason());
    }
  }

  // Unlike duplicity 0.8.22, which then says that the pattern cannot match; 3.x is right.
  @Test
  void aPatternBlindToCaseFitsASourceWithCapitals() {
    assertEquals(
        List.of(".", "a", "foo", "link", "n", "n\nfoo", "sub", "sub/x", "sub/x/sub"),
        TREE.selected("/Home", Selection.everything().exclude("IgnoreCase:/home/B")));
  }

  @Test
  void bytesThatAreNoTextMatchThemselvesAndOneWildcard() {
    byte[] name = {'/', 'r', '/', (byte) 0xff, 'x'};
    var other = new byte[] {'/', 'r', '/', (byte) 0xfe, 'x'};
    Selection selection = Selection.everything().exclude(name);
    SelectionJudge judge = selection.startAt(file("/r"));
    assertEquals(Verdict.EXCLUDE, judge.judge(new FileCandidate(name)));
    assertEquals(Verdict.INCLUDE, judge.judge(new FileCandidate(other)));
    judge = Selection.everything().exclude("/r/?x").startAt(file("/r"));
    assertEquals(Verdict.EXCLUDE, judge.judge(new FileCandidate(other)));
  }

  @Test
  void onlyTheFirstRuleThatFitsCounts() {
    byte[] path = "/r/a".getBytes(UTF_8);
    SelectionJudge judge =
        Selection.everything().include("/r/a").exclude("/r/a").startAt(file("/r"));
    assertEquals(Verdict.INCLUDE, judge.judge(new FileCandidate(path)));
  }

  private static Candidate file(String path) {
    return new FileCandidate(path.getBytes(UTF_8));
  }

  private static void assertReason(Reason reason, Selection selection, Candidate root) {
    var e = assertThrows(SelectionException.class, () -> selection.startAt(root));
    assertEquals(reason, e.reason());
  }
}
