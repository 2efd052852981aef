package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sigtar. Its entries come in order; each is found again at its offset; and what can be read,
 * written and read again is the same.
 */
public final class FuzzedSigtar {
  private static final int BLOCK_BYTES = 512;
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  private record Item(SigtarEntry entry, ByteBuffer body, long offset) {}

  private FuzzedSigtar() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[] tar = input.clone();
    TarChecksums.correct(tar);
    List<Item> items = read(tar);
    for (int i = 1; i < items.size(); i++) {
      EntryPath before = items.get(i - 1).entry().entry().path();
      assertTrue(before.compareTo(items.get(i).entry().entry().path()) < 0);
    }
    for (Item item : items) {
      try (var reader = new SigtarReader("sigtar", new ByteArrayInputStream(tar))) {
        assertSame(item, assertNotNullEntry(reader.entryAt(item.offset())), body(reader));
      }
    }
    List<Item> again = read(write(items));
    assertEquals(items.size(), again.size());
    for (int i = 0; i < items.size(); i++) {
      assertEquals(items.get(i).entry().kind(), again.get(i).entry().kind());
      assertEquals(asWritten(items.get(i)), again.get(i).entry().entry());
      assertEquals(items.get(i).body(), again.get(i).body());
    }
  }

  // Times before 1970 are not written, because they crash duplicity.
  private static TreeEntry asWritten(Item item) {
    TreeEntry entry = item.entry().entry();
    return entry.withMtimeSeconds(Math.max(0, entry.mtimeSeconds()));
  }

  private static SigtarEntry assertNotNullEntry(SigtarEntry entry) {
    assertNotNull(entry);
    return entry;
  }

  private static void assertSame(Item item, SigtarEntry entry, ByteBuffer body) {
    assertEquals(item.entry(), entry);
    assertEquals(item.body(), body);
  }

  private static ByteBuffer body(SigtarReader reader) throws IOException {
    return ByteBuffer.wrap(reader.body().readAllBytes());
  }

  private static List<Item> read(byte[] tar) throws IOException {
    var items = new ArrayList<Item>();
    int steps = 0;
    try (var reader = new SigtarReader("sigtar", new ByteArrayInputStream(tar))) {
      while (true) {
        assertTrue(++steps <= tar.length / BLOCK_BYTES + 10, "goes on and on");
        try {
          SigtarEntry entry = reader.next();
          if (entry == null) {
            return items;
          }
          items.add(new Item(entry, body(reader), reader.offsetBytes()));
        } catch (RefusedEntryException e) {
          assertEquals("sigtar", e.fileName());
        } catch (CorruptBackupException e) {
          return items;
        }
      }
    }
  }

  private static byte[] write(List<Item> items) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var writer = new SigtarWriter(out, TEMP)) {
      for (Item item : items) {
        switch (item.entry().kind()) {
          case DELETED -> writer.deleted(item.entry().entry().path());
          case SNAPSHOT -> writer.entry(item.entry().entry());
          case SIGNATURE -> {
            try (OutputStream body = writer.signature(item.entry().entry())) {
              body.write(item.body().array());
            }
          }
        }
      }
      writer.finish();
    }
    return out.toByteArray();
  }
}
