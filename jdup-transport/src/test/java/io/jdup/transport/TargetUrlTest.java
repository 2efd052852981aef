package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
  // testdata/vectors/urls.json: duplicity 0.8.22's own reading, made by gen-misc-vectors.py
  @TestFactory
  List<DynamicTest> readsUrlsAsDuplicityDoes() throws Exception {
    String json = Files.readString(Path.of("..", "testdata", "vectors", "urls.json"));
    var cases = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cases");
    return cases.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(c -> DynamicTest.dynamicTest(c.get("url").getAsString(), () -> check(c)))
        .toList();
  }

  private static void check(JsonObject expected) {
    String typed = expected.get("url").getAsString();
    boolean isUrl = expected.has("error") || expected.get("is_backend_url").getAsBoolean();
    assertEquals(isUrl, TargetUrl.isUrl(typed));
    if (expected.has("error") || !isUrl) {
      assertThrows(InvalidTargetUrlException.class, () -> TargetUrl.parse(typed));
      return;
    }
    TargetUrl url = TargetUrl.parse(typed);
    assertEquals(typed, url.asTyped());
    assertEquals(expected.get("scheme").getAsString(), url.scheme());
    assertEquals(expected.get("path").getAsString(), url.path());
    assertEquals(text(expected, "username"), url.user());
    assertEquals(text(expected, "password"), url.password());
    assertEquals(text(expected, "hostname"), url.host());
    assertEquals(text(expected, "query"), url.query());
    OptionalInt port =
        text(expected, "port")
            .map(p -> OptionalInt.of(Integer.parseInt(p)))
            .orElse(OptionalInt.empty());
    assertEquals(port, url.port());
    assertEquals(expected.get("stripped").getAsString(), url.redacted());
  }

  private static Optional<String> text(JsonObject from, String field) {
    JsonElement value = from.get(field);
    return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString());
  }

  // duplicity full --no-encryption src 'file:///tmp/jt/frag#x'     writes to /tmp/jt/frag
  // duplicity full --no-encryption src 'file:////tmp/jt/four'      writes to tmp/jt/four (relative)
  @Test
  void cutsFragmentsAndTwoOfFourSlashes() {
    assertEquals("///tmp/jt/frag", TargetUrl.parse("file:///tmp/jt/frag#x").path());
    assertEquals("//tmp/jt/four", TargetUrl.parse("file:////tmp/jt/four").path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sftp://me:secret@host:22/x",
        "sftp://me:sec%20ret@host/x@y",
        "nosuch://me:secret@host/x",
        "sftp://me:se:cret@[::1]/x",
        "webdav://me:s@ecret@host/x"
      })
  void showsNoPassword(String typed) {
    String shown = TargetUrl.parse(typed).toString();

    assertFalse(shown.contains("ret"), shown);
    assertFalse(shown.contains("me"), shown);
    assertTrue(shown.contains("/x"), shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///me@home/x", "file://me@home/x", "file:/me@home", "FILE:///a@"})
  void showsTheWholePathWhereNobodyLogsIn(String typed) {
    assertEquals(typed, TargetUrl.parse(typed).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file://me:secret@host/x", "file:///me:secret@host/x", "azure://secret@x"})
  void showsNothingThatMayBeAPassword(String typed) {
    String shown = TargetUrl.parse(typed).toString();

    assertFalse(shown.contains("secret"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sftp://me:secret@host:notaport/x",
        "sftp://me:secret@host:99999/x",
        "sftp://me:secret@/x",
        "sftp://me:secret@[::1/x\n",
        "sftp:me:secret@host/x",
        "file:me:secret@host/x"
      })
  void complainsWithoutShowingThePassword(String typed) {
    var failure = assertThrows(InvalidTargetUrlException.class, () -> TargetUrl.parse(typed));

    assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
  }

  @Test
  void keepsWhatIsNoEscapeAndDecodesAnyByte() {
    assertEquals("///50%/%zz/A", TargetUrl.parse("file:///50%/%zz/%41").path());
    assertArrayEquals(
        new byte[] {'/', '/', (byte) 0xff}, TargetUrl.parse("file://%ff").pathBytes());
  }

  @Test
  void readsUris() {
    assertEquals("/a b", TargetUrl.of(URI.create("sftp://h/a%20b")).path());
  }

  @Test
  void vfsSftpUrlsAreReadAsSftpOnesAre() {
    TargetUrl url = TargetUrl.parse("vfs+sftp://me:secret@Host:7//abs");

    assertEquals(
        "me host 7 //abs",
        String.join(
            " ",
            url.user().orElseThrow(),
            url.host().orElseThrow(),
            "" + url.port().orElseThrow(),
            url.path()));
    assertEquals("vfs+sftp://Host:7//abs", url.toString());
  }

  @Test
  void anUnknownSchemeNamesTheKnownOnes() {
    var options = TransportOptions.in(Path.of(""));
    var failure =
        assertThrows(
            InvalidTargetUrlException.class,
            () -> Transports.open(TargetUrl.parse("nosuch://u:secret@h/x"), options));
    var ssh =
        assertThrows(
            InvalidTargetUrlException.class,
            () -> Transports.open(TargetUrl.parse("ssh://h/x"), options));

    assertTrue(failure.getMessage().contains("'nosuch'; known are "), failure.getMessage());
    assertTrue(failure.getMessage().contains("file"), failure.getMessage());
    assertTrue(failure.getMessage().contains(" vfs+sftp;"), failure.getMessage());
    assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    assertTrue(ssh.getMessage().contains("sftp://"), ssh.getMessage());
  }
}
