package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.TestTars.block;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.concat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigtarReaderTest {
  private static byte[] signature(String path, String body) {
    return block("signature/" + path, '0', bytes(body));
  }

  private static SigtarReader reader(byte[]... parts) {
    return new SigtarReader("the-sigtar", new ByteArrayInputStream(concat(parts)));
  }

  private static List<String> summary(byte[]... parts) throws IOException {
    SigtarReader reader = reader(parts);
    List<String> found = new ArrayList<>();
    while (true) {
      try {
        SigtarEntry next = reader.next();
        if (next == null) {
          return found;
        }
        String body = new String(reader.body().readAllBytes(), UTF_8);
        found.add(next.kind() + " " + next.entry().path() + "=" + body);
      } catch (RefusedEntryException e) {
        found.add("refused " + e.entryName());
      }
    }
  }

  @Test
  void readsEveryKind() throws IOException {
    assertEquals(
        List.of("SNAPSHOT .=", "SIGNATURE a=s", "DELETED b="),
        summary(
            block("snapshot/", '5', bytes("")),
            signature("a", "s"),
            block("deleted/b", '0', bytes("")),
            new byte[10240]));
  }

  @Test
  void sizeOfFilesIsUnknown() throws IOException {
    SigtarReader reader = reader(signature("a", "s"), block("snapshot/d/", '5', bytes("")));
    assertEquals(-1, reader.next().entry().sizeBytes());
    assertEquals(0, reader.next().entry().sizeBytes());
  }

  @Test
  void ofDuplicatesTheFirstIsKept() throws IOException {
    assertEquals(
        List.of("SIGNATURE a=1", "SIGNATURE b=3"),
        summary(signature("a", "1"), signature("a", "2"), signature("b", "3")));
  }

  @Test
  void lateEntriesAreRefused() throws IOException {
    assertEquals(
        List.of("SIGNATURE b=1", "refused signature/a", "SIGNATURE c=3"),
        summary(signature("b", "1"), signature("a", "2"), signature("c", "3")));
  }

  @Test
  void otherEntriesAreRefused() throws IOException {
    assertEquals(
        List.of(
            "refused snapshot/a",
            "refused diff/b",
            "refused multivol_snapshot/c/1",
            "refused signature/d/",
            "SIGNATURE e="),
        summary(
            block("snapshot/a", '0', bytes("1")),
            block("diff/b", '0', bytes("1")),
            concat(
                block("multivol_snapshot/c/1", '0', bytes("1")),
                block("signature/d/", '5', bytes(""))),
            signature("e", "")));
  }

  @Test
  void unreadableSigtarsAreErrorsAndNotEmpty() throws IOException {
    for (byte[] tar :
        List.of(new byte[0], new byte[100], bytes("garbage!".repeat(1280)), onlyHalf())) {
      SigtarReader reader = reader(tar);
      var e = assertThrows(CorruptBackupException.class, reader::next);
      assertEquals("the-sigtar", e.fileName());
      assertThrows(CorruptBackupException.class, reader::next);
    }
    for (int zeros : new int[] {512, 1024, 10240, 20480}) {
      SigtarReader reader = reader(new byte[zeros]);
      assertNull(reader.next());
      assertNull(reader.next());
    }
  }

  private static byte[] onlyHalf() {
    return Arrays.copyOf(signature("a", "s"), 300);
  }

  @Test
  void truncatedSignatureIsAnError() throws IOException {
    SigtarReader reader = reader(Arrays.copyOf(signature("a", "x".repeat(512)), 700));
    reader.next();
    InputStream body = reader.body();
    assertThrows(CorruptBackupException.class, body::readAllBytes);
    assertThrows(CorruptBackupException.class, body::read);
    assertThrows(CorruptBackupException.class, reader::next);
  }

  @Test
  void bodyEndsWithItsEntry() throws IOException {
    SigtarReader reader = reader(signature("a", "12"), signature("b", "34"));
    reader.next();
    InputStream stale = reader.body();
    assertEquals('1', stale.read());
    reader.next();
    assertThrows(IllegalStateException.class, stale::read);
    assertEquals('3', reader.body().read());
    assertNull(reader.next());
    assertNull(reader.next());
  }
}
