package io.jdup.transport;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words as a shell would: blanks separate, quotes and backslashes keep. */
final class Words {
  private Words() {}

  static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        finish(words, word, inWord);
        inWord = false;
      } else {
        i += c == '\\' && quote != '\'' && i + 1 < text.length() ? 1 : 0;
        word.append(text.charAt(i));
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("ssh options: a quote " + quote + " is never closed");
    }
    finish(words, word, inWord);
    return words;
  }

  private static void finish(List<String> words, StringBuilder word, boolean inWord) {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
