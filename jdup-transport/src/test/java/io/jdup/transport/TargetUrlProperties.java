package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class TargetUrlProperties {
  @Property(tries = 500)
  void anyTextIsReadOrRefusedCleanly(@ForAll @StringLength(max = 40) String text) {
    for (String typed : new String[] {text, "file://" + text, "sftp://" + text, "no:" + text}) {
      try {
        assertEquals(typed, TargetUrl.parse(typed).asTyped());
      } catch (InvalidTargetUrlException refused) {
        assertFalse(refused.getMessage().isEmpty());
      }
    }
  }

  @Property(tries = 300)
  void whatIsEscapedComesBack(@ForAll byte[] path) {
    var escaped = new StringBuilder("file:///");
    for (byte b : path) {
      escaped.append(String.format("%%%02x", b));
    }
    byte[] decoded = TargetUrl.parse(escaped.toString()).pathBytes();

    assertArrayEquals(path, Arrays.copyOfRange(decoded, 3, decoded.length));
  }
}
