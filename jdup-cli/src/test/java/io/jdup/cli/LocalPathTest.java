package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalPathTest {
  private static final Map<String, Argument> VARIABLES =
      Map.of("HOME", Argument.of("/home/me"), "odd", latin1("x\u00ff"));

  private static Argument latin1(String text) {
    return Argument.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Path expanded(String text) {
    return LocalPath.expanded(Argument.of(text), VARIABLES);
  }

  @Test
  void keepsEveryByte() {
    Path path = LocalPath.of(latin1("/a/\u00ff%/\u0001"));
    assertEquals("/a/%FF%25/%01", path.toUri().getRawPath());
  }

  @Test
  void keepsRelativePathsRelative() {
    assertEquals(Path.of("a/b"), LocalPath.of(Argument.of("a/b")));
    Path odd = LocalPath.of(latin1("a\u00ff/b"));
    assertEquals("/a%FF/b", Path.of("/").resolve(odd).toUri().getRawPath());
    assertEquals(2, odd.getNameCount());
  }

  @Test
  void expandsHomeAndVariables() {
    assertEquals(Path.of("/home/me"), expanded("~"));
    assertEquals(Path.of("/home/me/x"), expanded("~/x"));
    assertEquals(Path.of("/home/me/x"), expanded("$HOME/x"));
    assertEquals(Path.of("a/home/mex"), expanded("a${HOME}x"));
    assertEquals(Path.of("$nothing/~"), expanded("$nothing/~"));
    assertEquals(Path.of("~you"), expanded("~you"));
    assertEquals("/x%FF", Path.of("/").resolve(expanded("$odd")).toUri().getRawPath());
  }
}
