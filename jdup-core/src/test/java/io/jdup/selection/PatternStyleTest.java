package io.jdup.selection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.selection.SelectionException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternStyleTest {
  private static final FakeTree TREE =
      new FakeTree()
          .file("A.txt")
          .file("a.txt")
          .directory("d")
          .file("d/x")
          .directory("d[1]")
          .file("d[1]/X")
          .file("d[1]/y*")
          .file("d[1]/yy")
          .file("d1");

  private static List<String> selected(Selection selection) {
    return TREE.selected("/r", selection);
  }

  @Test
  void literalPathsHaveNoSpecialCharacters() {
    Selection literal = Selection.everything().reading(PatternStyle.LITERAL);
    assertEquals(
        List.of(".", "d[1]", "d[1]/y*"),
        selected(literal.include("/r/d[1]/y*").reading(PatternStyle.GLOB).exclude("**")));
    assertEquals(
        List.of(".", "A.txt", "a.txt", "d", "d/x", "d1"), selected(literal.exclude("/r/d[1]")));
  }

  @Test
  void aLiteralPathWithASlashAtItsEndFitsDirectoriesOnly() {
    Selection literal = Selection.everything().reading(PatternStyle.LITERAL);
    assertEquals(
        List.of(".", "A.txt", "a.txt", "d", "d/x", "d1", "d[1]", "d[1]/X", "d[1]/y*", "d[1]/yy"),
        selected(literal.exclude("/r/d1/")));
    assertEquals(
        List.of(".", "A.txt", "a.txt", "d", "d/x", "d1"), selected(literal.exclude("/r/d[1]/")));
  }

  @Test
  void literalPathsHeedTheCaseOfLetters() {
    Selection literal = Selection.everything().reading(PatternStyle.LITERAL);
    assertEquals(
        List.of(".", "a.txt", "d", "d/x", "d1", "d[1]", "d[1]/X", "d[1]/y*", "d[1]/yy"),
        selected(literal.exclude("/r/A.txt")));
  }

  @Test
  void literalPathsThatNoPathIsAreRefused() {
    Selection literal = Selection.everything().reading(PatternStyle.LITERAL);
    for (String path : List.of("", "/r//a")) {
      var e = assertThrows(SelectionException.class, () -> literal.exclude(path), path);
      assertEquals(Reason.MALFORMED_GLOB, e.reason());
    }
  }

  @Test
  void caseIsIgnoredFromHereToThere() {
    Selection blind = Selection.everything().ignoringCase();
    assertEquals(
        List.of(".", "d", "d/x", "d1", "d[1]", "d[1]/y*", "d[1]/yy"),
        selected(blind.exclude("/r/a.TXT").heedingCase().exclude("/r/d[[]1]/X")));
    assertEquals(
        List.of(".", "A.txt", "a.txt", "d", "d/x", "d1", "d[1]", "d[1]/y*", "d[1]/yy"),
        selected(blind.reading(PatternStyle.LITERAL).exclude("/R/D[1]/x")));
  }

  @Test
  void regularExpressionsAreSearchedFor() {
    Selection regexp = Selection.everything().reading(PatternStyle.REGEXP);
    assertEquals(
        List.of(".", "A.txt", "d", "d/x", "d1", "d[1]", "d[1]/X"),
        selected(regexp.exclude("^/r/a|y")));
    assertEquals(
        List.of(".", "d", "d1", "d[1]", "d[1]/y*", "d[1]/yy"),
        selected(regexp.ignoringCase().exclude("A\\.|x$")));
  }

  @Test
  void fileListsAreReadInTheSameStyle() {
    Filelist list = Filelist.of("list", "+ /r/d[1]/yy\n- /r/d[1]\n- /r/d\n");
    Selection literal = Selection.everything().reading(PatternStyle.LITERAL);
    assertEquals(
        List.of(".", "A.txt", "a.txt", "d1", "d[1]", "d[1]/yy"),
        selected(literal.includeFilelist(list)));
  }

  @Test
  void onlyWhatIsListedIsTakenWithItsParents() {
    PathList list = PathList.ofLines("list", "d[1]/yy\nd\n./nothing//here\n".getBytes(UTF_8));
    assertEquals(List.of(".", "d", "d[1]", "d[1]/yy"), selected(Selection.everything().only(list)));
    assertEquals(
        List.of("d[1]/yy", "d", "nothing/here"),
        list.paths().stream().map(path -> new String(path, UTF_8)).toList());
  }

  @Test
  void listedPathsKeepBlanksAndOddBytes() {
    byte[] content = " a \0x\ny\0\u00ff\0".getBytes(ISO_8859_1);
    List<byte[]> paths = PathList.ofNulSeparated("list", content).paths();
    assertEquals(3, paths.size());
    assertArrayEquals(" a ".getBytes(UTF_8), paths.get(0));
    assertArrayEquals("x\ny".getBytes(UTF_8), paths.get(1));
    assertArrayEquals(new byte[] {(byte) 0xff}, paths.get(2));
  }

  @Test
  void listedPathsStayInTheSource() {
    assertEquals(Reason.PATH_NOT_RELATIVE, reasonOf("a\n/b\n"));
    assertEquals(Reason.PATH_NOT_RELATIVE, reasonOf("a/../../b\n"));
    assertEquals(Reason.NOTHING_LISTED, reasonOf("\n\n"));
  }

  private static Reason reasonOf(String content) {
    byte[] bytes = content.getBytes(UTF_8);
    return assertThrows(SelectionException.class, () -> PathList.ofLines("list", bytes)).reason();
  }
}
