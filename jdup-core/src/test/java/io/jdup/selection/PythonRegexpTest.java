package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.selection.SelectionException.Reason;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values: {@code python3 -c "import re; print(re.search(REGEXP, TEXT))"}, Python 3.11. */
class PythonRegexpTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  ",
      quoteCharacter = '`',
      value = {
        "(?P<a_b>x)(?P=a_b)  axxb  xx",
        "(x)(?P<n>y)\\2\\1  xyyx  xyyx",
        "a\\Z  `a\n`  <none>",
        "a$  `a\n`  a",
        "a\\Z  ba  a",
        "[[:alpha:]]  x:]  :]",
        "[a&&b]+  a&b  a&b",
        "[]a]+  ]a[  ]a",
        "[^]a]+  ]ab  b",
        "[a-]+  b-a  -a",
        "[\\w-]+  .x-y.  x-y",
        "[\\b]  `a\bc`  `\b`",
        "[a^]  ^  ^",
        "x{,2}y  xxxy  xxy",
        "x{2}y  xxxy  xxy",
        "x{a}  x{a}  x{a}",
        "x{  x{  x{",
        "}]  }]  }]",
        "(?i)ABC  xabc  abc",
        "(?i:A)B  aB  aB",
        "(?i:A)B  ab  <none>",
        "(?i)\u00c4  \u00e4  \u00e4",
        "(?-i:A)  a  <none>",
        "(?s).+  `a\nb`  `a\nb`",
        ".+  `a\rb\nc`  `a\rb`",
        "(?m)^b$  `a\nb\nc`  b",
        "`(?x) a b # c\n d`  abd  abd",
        "(?x)[ #]  #  #",
        "(?#note)a  a  a",
        "(?>a+)b  aab  aab",
        "a++b  aab  aab",
        "(?<=/)x  /x  x",
        "(?<!/)x  /xx  x",
        "\\x41\\u0042\\U00000043  ABC  ABC",
        "\\101  A  A",
        "\\377  `\u00ff`  `\u00ff`",
        "\\U0010ffff  `\udbff\udfff`  `\udbff\udfff`",
        "\\07  `\7`  `\7`",
        "\\0101  `\b1`  `\b1`",
        "[\\1]  `1\1`  `\1`",
        "[\\7]  `7\7`  `\7`",
        "[\\18]+  `a8\1`  `8\1`",
        "[\\1018]+  A81  A8",
        "[\\377]  `\u00ff`  `\u00ff`",
        "[a-c--z]  X  X",
        "(a)(b)(c)(d)(e)(f)(g)(h)(i)\\9  abcdefghii  abcdefghii",
        "\\N{DIGIT ONE}[\\N{DIGIT TWO}x]  112  12",
        "\\[\\~\\@\\`\\{\\/\\:  [~@`{/:  [~@`{/:",
        "\\.py$  a.py  .py",
        "\\d+  a\u0661\u0662  \u0661\u0662",
        "(?a)\\d  \u0661  <none>",
        "\\v  `\u000b`  `\u000b`",
        "\\v  `\n`  <none>",
        "#a  #a  #a",
        "a b  a b  a b",
      })
  void findsWhatPythonFinds(String regexp, String text, String expected) {
    Matcher matcher = PythonRegexp.compile(regexp, false).matcher(text);
    assertEquals(expected, matcher.find() ? matcher.group() : "<none>");
  }

  @Test
  void aZeroIsTheCharacterOfThatNumber() {
    assertTrue(PythonRegexp.compile("a\\08", false).matcher("a\0" + "8").matches());
    assertTrue(PythonRegexp.compile("[\\0]", false).matcher("\0").matches());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a)",
        "[a",
        "*a",
        "a**",
        "\\",
        "\\q",
        "\\p{L}",
        "\\Qa\\E",
        "\\1",
        "(x)\\10",
        "(?P=n)",
        "(?P<n>x",
        "(?<n>x)",
        "(?'n'x)",
        "a(?i)",
        "(?L)a",
        "\\x4",
        "[b-a]",
        "\\U00110000",
        "\\8",
        "\\z",
        "\\C",
        "\\400",
        "\\N",
        "\\N{DIGIT ONE",
        "\\N{NO SUCH NAME}",
        "[\\A]",
        "[\\Z]",
        "[\\8]",
        "[\\9]",
        "[\\400]"
      })
  void refusesWhatPythonRefuses(String regexp) {
    var e = assertThrows(SelectionException.class, () -> PythonRegexp.compile(regexp, false));
    assertEquals(Reason.MALFORMED_REGEXP, e.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\z", "\\C", "[\\A]", "[\\Z]", "[\\8]", "[\\9]"})
  void escapesThatPythonDoesNotKnowAreNamed(String regexp) {
    var e = assertThrows(SelectionException.class, () -> PythonRegexp.compile(regexp, false));
    String escape = regexp.replace("[", "").replace("]", "");
    assertTrue(
        e.getMessage().endsWith("has the escape " + escape + ", which Python does not know"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)?(?(1)b|c)", "(?x:a b)", "(?-x: a)"})
  void refusesWhatJavaLacksByName(String regexp) {
    var e = assertThrows(SelectionException.class, () -> PythonRegexp.compile(regexp, false));
    assertTrue(e.getMessage().startsWith("regular expression '" + regexp + "' has "));
  }
}
