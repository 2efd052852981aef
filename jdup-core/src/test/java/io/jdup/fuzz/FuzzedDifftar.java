package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.DeltaEntry.Kind;
import io.jdup.internal.difftar.DifftarReader;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.VolumeSource;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The first byte says how many blocks of 512 bytes the first volume has, the rest is two volumes.
 * What can be read of them, written and read again is the same.
 */
public final class FuzzedDifftar {
  private static final int BLOCK_BYTES = 512;

  private record Item(Kind kind, TreeEntry entry, ByteBuffer body) {}

  private FuzzedDifftar() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] tar = Arrays.copyOfRange(input, 1, input.length);
    TarChecksums.correct(tar);
    int cut = Math.min(tar.length, (input[0] & 0xff) * BLOCK_BYTES);
    byte[] first = Arrays.copyOf(tar, cut);
    byte[] second = Arrays.copyOfRange(tar, cut, tar.length);
    List<Item> items = read(List.of(first, second), tar.length);
    byte[] written = write(items);
    List<Item> again = read(List.of(written), written.length);
    assertEquals(items.size(), again.size());
    for (int i = 0; i < items.size(); i++) {
      assertEquals(items.get(i).kind(), again.get(i).kind());
      assertEquals(asWritten(items.get(i).entry()), asWritten(again.get(i).entry()));
      assertEquals(items.get(i).body(), again.get(i).body());
    }
  }

  // Times before 1970 are not written, because they crash duplicity.
  private static TreeEntry asWritten(TreeEntry entry) {
    return entry.withContent(0, Math.max(0, entry.mtimeSeconds()), entry.mtimeNanos());
  }

  private static List<Item> read(List<byte[]> volumes, int bytes) throws IOException {
    Iterator<byte[]> each = volumes.iterator();
    VolumeSource source =
        () ->
            each.hasNext()
                ? new VolumeSource.Volume("volume", new ByteArrayInputStream(each.next()))
                : null;
    var items = new ArrayList<Item>();
    int steps = 0;
    try (var reader = new DifftarReader(source)) {
      while (true) {
        assertTrue(++steps <= bytes / BLOCK_BYTES + 10, "goes on and on");
        try {
          DeltaEntry entry = reader.next();
          if (entry == null) {
            return items;
          }
          byte[] body = reader.body().readAllBytes();
          checkBody(entry, body);
          items.add(new Item(entry.kind(), entry.entry(), ByteBuffer.wrap(body)));
        } catch (RefusedEntryException e) {
          assertEquals("volume", e.fileName());
        } catch (CorruptBackupException e) {
          reader.skipVolume();
        }
      }
    }
  }

  private static void checkBody(DeltaEntry entry, byte[] body) {
    boolean file = entry.entry().type() == EntryType.FILE && entry.kind() != Kind.DELETED;
    assertTrue(file || body.length == 0);
    long told = entry.entry().sizeBytes();
    assertTrue(!file || told == -1 || told == body.length, "size " + told);
  }

  private static byte[] write(List<Item> items) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer =
        new DifftarWriter(block -> out.write(block.buffer(), block.offset(), block.length()));
    for (Item item : items) {
      if (item.kind() == Kind.DELETED) {
        writer.deleted(item.entry().path());
      } else if (item.entry().type() != EntryType.FILE) {
        writer.snapshotWithoutBody(item.entry());
      } else {
        boolean diff = item.kind() == Kind.DIFF;
        try (OutputStream body = diff ? writer.diff(item.entry()) : writer.snapshot(item.entry())) {
          body.write(item.body().array());
        }
      }
    }
    return out.toByteArray();
  }
}
