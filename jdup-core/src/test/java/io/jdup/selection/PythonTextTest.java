package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonTextTest {
  // python3 -c "print(*['%x' % c for c in range(0x110000) if chr(c).isspace()])" (3.11)
  private static final String SPACES =
      "9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a"
          + " 2028 2029 202f 205f 3000";

  @Test
  void stripsWhatPythonStrips() {
    String stripped =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(c -> PythonText.strip(String.valueOf((char) c)).isEmpty())
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining(" "));
    assertEquals(SPACES, stripped);
  }

  @Test
  void stripsBothEndsAndLeavesWhatIsBetween() {
    assertEquals("a \t b", PythonText.strip(" \t a \t b\r\n "));
    assertEquals("", PythonText.strip(" \n "));
    assertEquals("", PythonText.strip(""));
  }
}
