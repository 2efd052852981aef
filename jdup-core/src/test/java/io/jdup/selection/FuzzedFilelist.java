package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file list, read in every way that there is. It is refused, or it judges what it names and some
 * other paths; a list of paths takes what it names.
 */
public final class FuzzedFilelist {
  private static final List<String> PATHS = List.of("/", "/a", "/a/b", "/a/[b]*", "/é/\n", "a");

  private FuzzedFilelist() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Filelist list = Filelist.of("list", input);
    for (Filelist each : List.of(list, list.nulSeparated())) {
      for (PatternStyle style : List.of(PatternStyle.GLOB, PatternStyle.LITERAL)) {
        Selection start = Selection.everything().reading(style);
        for (Selection reading : List.of(start, start.ignoringCase())) {
          judge(reading, each);
        }
      }
    }
    checkPaths(input);
  }

  private static void judge(Selection reading, Filelist list) {
    try {
      Selection selection = reading.excludeFilelist(list).includeFilelist(list).exclude("**");
      SelectionJudge judge = selection.startAt(candidate("/"));
      for (String path : PATHS) {
        assertNotEquals(Verdict.SCAN, judge.judge(candidate(path))); // for directories only
      }
    } catch (SelectionException e) {
      assertNotEquals(SelectionException.Reason.REDUNDANT_INCLUDE, e.reason());
    }
  }

  private static FileCandidate candidate(String path) {
    return new FileCandidate(path.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkPaths(byte[] input) {
    for (boolean nul : new boolean[] {false, true}) {
      try {
        PathList list =
            nul ? PathList.ofNulSeparated("list", input) : PathList.ofLines("list", input);
        for (byte[] path : list.paths()) {
          assertTrue(list.takes(path));
          String text = "/" + new String(path, StandardCharsets.ISO_8859_1) + "/";
          assertTrue(path.length == 0 || !text.contains("//"), text);
          assertTrue(!text.contains("/../"), text);
        }
      } catch (SelectionException e) {
        assertNotEquals(SelectionException.Reason.MALFORMED_GLOB, e.reason());
      }
    }
  }
}
