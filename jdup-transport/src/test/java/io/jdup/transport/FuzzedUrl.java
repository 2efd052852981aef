package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A target URL, and behind a line feed options for ssh. What is refused is refused by name; what is
 * shown lacks the user and the password, and is the same place.
 */
public final class FuzzedUrl {
  private FuzzedUrl() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    checkUrl(lines[0]);
    if (lines.length > 1) {
      try {
        SshOptions.parse(lines[1]);
      } catch (IllegalArgumentException e) {
        assertFalse(e.getMessage().isEmpty());
      }
    }
  }

  private static void checkUrl(String text) {
    TargetUrl url;
    try {
      url = TargetUrl.parse(text);
    } catch (InvalidTargetUrlException e) {
      assertFalse(e.getMessage().isEmpty());
      return;
    }
    assertTrue(TargetUrl.isUrl(text));
    assertEquals(text, url.asTyped());
    assertEquals(url.scheme().toLowerCase(Locale.ROOT), url.scheme());
    assertTrue(url.port().orElse(0) >= 0 && url.port().orElse(0) <= 65535, "port");
    assertEquals(url.path(), new String(url.pathBytes(), StandardCharsets.UTF_8));
    if (url.host().isEmpty() || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      return; // to be safe, what looks like a login is not shown in a path or query either
    }
    assertEquals(withoutLogin(text), url.redacted());
    TargetUrl shown = TargetUrl.parse(url.redacted());
    assertEquals(url.scheme(), shown.scheme());
    assertEquals(url.host(), shown.host());
    assertEquals(url.port(), shown.port());
    assertEquals(url.path(), shown.path());
  }

  private static String withoutLogin(String text) {
    int start = text.indexOf("://") + 3;
    int slash = text.indexOf('/', start);
    int end = slash < 0 ? text.length() : slash;
    String authority = text.substring(start, end);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return text.substring(0, start) + host + text.substring(end);
  }
}
