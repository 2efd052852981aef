package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessWordsTest {
  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void takesTheLastWordsOfTheCommandLine() {
    byte[] raw = latin1("java\0-cp\0x\0Main\0full\0d\u00ff\0");
    assertEquals(
        List.of(Argument.of("full"), Argument.of(latin1("d\u00ff"))),
        ProcessWords.arguments(new String[] {"full", "d\ufffd"}, raw));
  }

  @Test
  void keepsEmptyWords() {
    byte[] raw = latin1("java\0Main\0--name\0\0");
    assertEquals(
        List.of(Argument.of("--name"), Argument.of("")),
        ProcessWords.arguments(new String[] {"--name", ""}, raw));
  }

  @Test
  void takesJavasWordsWhereTheSystemTellsNone() {
    List<Argument> words = List.of(Argument.of("a"), Argument.of("\u00e9"));
    String[] args = {"a", "\u00e9"};
    assertEquals(words, ProcessWords.arguments(args, new byte[0]));
    assertEquals(words, ProcessWords.arguments(args, latin1("java\0Main\0b\0c\0")));
  }
}
