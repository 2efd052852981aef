package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class GlobProperties {
  @Property
  void matchesWhatTheRegularExpressionMatches(
      @ForAll
          @Chars({'*', '?', '[', ']', '!', '^', '-', '/', 'a', 'b', '\\', '.'})
          @StringLength(max = 8)
          String glob,
      @ForAll @Chars({'/', 'a', 'b', '[', ']', '-', '!', '\n'}) @StringLength(max = 10)
          String text) {
    Glob compiled;
    try {
      compiled = compile(glob);
    } catch (SelectionException e) {
      return; // a range that runs backwards
    }
    Glob.Match match = compiled.match(text.codePoints().toArray());
    String regexp = "(?s:" + regexpOf(glob) + ")";
    assertEquals(finds("\\A" + regexp + "$", text), match.exact(), "exact");
    assertEquals(finds("\\A" + regexp + "/", text), match.below(), "below");
  }

  @Property
  void scansWhatOnePrefixMatches(
      @ForAll @Chars({'*', '?', '/', 'a', 'b'}) @StringLength(max = 8) String glob,
      @ForAll @Chars({'/', 'a', 'b'}) @StringLength(min = 1, max = 8) String text) {
    Assume.that(!glob.endsWith("/") && !glob.contains("//")); // GlobRule sees to it
    int doubleStar = glob.indexOf("**");
    String cut = doubleStar < 0 ? glob : glob.substring(0, doubleStar + 2);
    boolean expected = doubleStar >= 0 && finds("\\A(?s:" + regexpOf(cut) + ")$", text);
    for (int i = cut.indexOf('/'); i >= 0; i = cut.indexOf('/', i + 1)) {
      String prefix = i == 0 ? "/" : cut.substring(0, i);
      expected |= finds("\\A(?s:" + regexpOf(prefix) + ")$", text);
    }
    assertEquals(expected, compile(glob).match(text.codePoints().toArray()).ancestor());
  }

  @Property(tries = 200)
  void caseIsIgnoredOnRequest(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 4) String text,
      @ForAll @Chars({'a', 'b', 'c', '*', '?'}) @StringLength(max = 4) String glob) {
    Glob blind = Glob.compile(glob.codePoints().toArray(), true);
    Glob.Match lower = compile(glob).match(text.codePoints().toArray());
    Glob.Match upper = blind.match(text.toUpperCase(Locale.ROOT).codePoints().toArray());
    assertEquals(lower.exact(), upper.exact());
  }

  @Example
  void theTranslationOfThisTestIsDuplicitys() throws IOException {
    try (Reader reader = Files.newBufferedReader(Path.of("../testdata/vectors/selection.json"))) {
      JsonObject table =
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject("glob_to_python_regex");
      assertEquals(24, table.size());
      table
          .entrySet()
          .forEach(
              entry ->
                  assertEquals(
                      entry.getValue().getAsString(), regexpOf(entry.getKey()), entry.getKey()));
    }
  }

  @Example
  void manyStarsTakeNoTime() {
    int[] text = "a".repeat(4095).codePoints().toArray();
    Glob glob = compile("**a*".repeat(40) + "b");
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> glob.match(text));
  }

  private static Glob compile(String glob) {
    return Glob.compile(glob.codePoints().toArray(), false);
  }

  private static boolean finds(String regexp, String text) {
    Pattern pattern = PythonRegexp.compile(regexp, false);
    return pattern.matcher(text).find();
  }

  /** Translates as section 8.2 of the format specification says, with escapes as Python's. */
  private static String regexpOf(String glob) {
    var out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**", i)) {
        out.append(".*");
        i++;
      } else if (c == '*') {
        out.append("[^/]*");
      } else if (c == '?') {
        out.append("[^/]");
      } else if (c == '[' && endOfClass(glob, i) > 0) {
        int end = endOfClass(glob, i);
        String members = glob.substring(i + 1, end).replace("\\", "\\\\");
        out.append('[').append(members.replaceFirst("^!", "^")).append(']');
        i = end;
      } else {
        out.append(c > 127 || Character.isLetterOrDigit(c) || c == '/' ? "" : "\\").append(c);
      }
    }
    return out.toString().replaceAll("\\\\([!,])", "$1");
  }

  private static int endOfClass(String glob, int start) {
    int first = start + 1;
    if (first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^')) {
      first++;
    }
    return glob.indexOf(']', first + 1);
  }
}
