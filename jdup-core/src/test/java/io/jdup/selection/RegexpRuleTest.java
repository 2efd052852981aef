package io.jdup.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.selection.SelectionException.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexpRuleTest {
  private static final String LONG = "ab".repeat(2047); // 4,094 bytes

  private static Verdict judge(String regexp, String path) {
    return RegexpRule.of(regexp, false, false).judge(subject(path));
  }

  private static Subject subject(String path) {
    return new Subject(new FileCandidate(path.getBytes(UTF_8)), 1);
  }

  // python3 -c 'import re; print(bool(re.search(r"(a|b)*$", "ab" * 2047)))' and so on (3.11)
  @ParameterizedTest
  @ValueSource(strings = {"(a|b)*$", "^(a|b)*$", "^((a|b)*)*$", "^(?:(a)|(b))+$", "^(a|b|c)+?$"})
  void expressionThatNeedsALargeStackIsFoundInALongPath(String regexp) {
    assertEquals(Verdict.EXCLUDE, judge(regexp, LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a|b)*c$", "^(a|c)*$", "^(?:(a)|(b))+/$"})
  void expressionThatNeedsALargeStackIsNotFoundWhereItIsNot(String regexp) {
    assertNull(judge(regexp, LONG));
    assertNull(judge(regexp, LONG + "/x"));
  }

  @Test
  void noThreadIsLeftAndAnInterruptionIsKept() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Thread.currentThread().interrupt();
    assertEquals(Verdict.EXCLUDE, judge("(a|b)*$", LONG));
    assertTrue(Thread.interrupted());
    for (int i = 0;
        isBackgroundThreadNew(before);
        i++) { // it has done its work, but may not be gone
      assertTrue(i < 1000, "a thread is left");
      Thread.sleep(5);
    }
  }

  private static boolean isBackgroundThreadNew(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .anyMatch(thread -> thread.getName().equals("jdup-background"));
  }

  @Test
  void pathThatNoStackIsLargeEnoughForIsToldWithTheExpressionAndTheRemedy() {
    String path = "ab".repeat(2_000_000);
    SelectionException e = assertThrows(SelectionException.class, () -> judge("^(a|b)*$", path));
    assertEquals(Reason.MALFORMED_REGEXP, e.reason());
    assertTrue(e.getMessage().contains("'^(a|b)*$'"));
    assertTrue(e.getMessage().contains("'" + path + "'"));
    assertTrue(e.getMessage().contains("by a rule before it"));
  }
}
