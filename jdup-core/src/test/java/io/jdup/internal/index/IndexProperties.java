package io.jdup.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.volume.WorkDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class IndexProperties {
  private static final IndexKey KEY = IndexKey.of(new byte[0]);
  private static final List<EntryType> TYPES = List.copyOf(EnumSet.allOf(EntryType.class));

  @Property(tries = 100)
  void recordsComeBackAsTheyWere(@ForAll long seed, @ForAll @IntRange(max = 3000) int count)
      throws IOException {
    var random = new Random(seed);
    List<StateRecord> records = new ArrayList<>();
    for (TreeEntry entry : tree(random, count).values()) {
      boolean gone = random.nextInt(9) == 0;
      Kind kind =
          gone ? Kind.DELETED : entry.type() == EntryType.FILE ? Kind.SIGNATURE : Kind.SNAPSHOT;
      TreeEntry told = gone ? RecordDecoder.gone(entry.path()) : entry;
      records.add(new StateRecord(kind, told, random.nextInt(2000), random.nextLong() >>> 1));
    }
    Path file = Files.createTempFile("index", "");
    try (var writer = new IndexWriter(file)) {
      for (StateRecord record : records) {
        writer.add(record);
      }
      writer.finish(KEY);
    }
    assertEquals(records, all(IndexReader.required(file, KEY)));
    Files.delete(file);
  }

  /** An index that grew with each set says what the signature files say, and where. */
  @Property(tries = 40)
  void updatedIndexIsTheMergedOne(
      @ForAll long seed,
      @ForAll @IntRange(max = 4000) int count,
      @ForAll @IntRange(min = 1, max = 6) int sets,
      @ForAll @IntRange(min = 1, max = 1000) int oneInSoMany)
      throws IOException {
    var random = new Random(seed);
    Path directory = Files.createTempDirectory("index");
    List<byte[]> files = new ArrayList<>();
    SortedMap<EntryPath, TreeEntry> known = new TreeMap<>();
    Path before = null;
    for (int set = 0; set < sets; set++) {
      SortedMap<EntryPath, @Nullable TreeEntry> changes =
          set == 0 ? new TreeMap<>(tree(random, count)) : changes(random, known, oneInSoMany);
      Path next = directory.resolve("index-" + set);
      files.add(written(changes, before, next, set));
      changes.forEach((path, entry) -> apply(known, path, entry));
      before = next;
      List<StateRecord> merged =
          all(ChainState.merged(Sigtars.chainOf(files), Refusals.STRICT, directory, 2));
      List<StateRecord> indexed = all(IndexReader.required(next, KEY));
      assertEquals(merged, indexed.stream().map(IndexProperties::asSigtarTells).toList());
      assertEquals(List.copyOf(known.values()), indexed.stream().map(StateRecord::entry).toList());
    }
    WorkDirectory.deleteTree(directory);
  }

  private static void apply(
      SortedMap<EntryPath, TreeEntry> known, EntryPath path, @Nullable TreeEntry entry) {
    if (entry == null) {
      known.remove(path);
    } else {
      known.put(path, entry);
    }
  }

  private static byte[] written(
      SortedMap<EntryPath, @Nullable TreeEntry> changes, @Nullable Path before, Path next, int set)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    IndexReader old = before == null ? null : IndexReader.required(before, KEY);
    try (var update = new IndexUpdate(old, next, set);
        var sigtar = new SigtarWriter(bytes, next, update)) {
      for (var change : changes.entrySet()) {
        TreeEntry entry = change.getValue();
        if (entry == null) {
          sigtar.deleted(change.getKey());
        } else if (entry.type() == EntryType.FILE) {
          sigtar.signature(entry).close();
        } else {
          sigtar.entry(entry);
        }
      }
      sigtar.finish();
      assertEquals(Optional.empty(), update.finish(KEY));
    }
    return bytes.toByteArray();
  }

  private static SortedMap<EntryPath, @Nullable TreeEntry> changes(
      Random random, SortedMap<EntryPath, TreeEntry> known, int oneInSoMany) {
    SortedMap<EntryPath, @Nullable TreeEntry> changes = new TreeMap<>();
    for (TreeEntry entry : tree(random, 1 + known.size() / oneInSoMany).values()) {
      changes.put(entry.path(), entry);
    }
    for (EntryPath path : known.keySet()) {
      if (random.nextInt(oneInSoMany) == 0) {
        changes.put(path, null);
      }
    }
    return changes;
  }

  private static StateRecord asSigtarTells(StateRecord record) {
    TreeEntry e = record.entry();
    long size = e.type() == EntryType.FILE ? -1 : 0;
    TreeEntry told =
        new TreeEntry(
            e.path(),
            e.type(),
            e.mode(),
            e.owner(),
            e.mtimeSeconds(),
            size,
            e.linkTarget(),
            e.deviceMajor(),
            e.deviceMinor());
    return new StateRecord(record.kind(), told, record.file(), record.offsetBytes());
  }

  private static SortedMap<EntryPath, TreeEntry> tree(Random random, int count) {
    var entries = new TreeMap<EntryPath, TreeEntry>();
    for (int i = 0; i < count; i++) {
      EntryPath path = EntryPath.of("d" + random.nextInt(20) + "/ü" + random.nextInt(100000));
      EntryType type = TYPES.get(random.nextInt(TYPES.size()));
      boolean file = type == EntryType.FILE;
      long number = random.nextInt(3) * 3_000_000_000L % (1L << 32);
      var owner = new Owner(number, "u" + random.nextInt(3), random.nextInt(9), "");
      byte[] target = ("t" + random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
      entries.put(
          path,
          new TreeEntry(
              path,
              type,
              random.nextInt(010000),
              owner,
              random.nextLong() >>> 1 + random.nextInt(60),
              file ? random.nextInt(1_000_000_000) : TreeEntry.UNKNOWN,
              file ? random.nextLong() >>> 1 + random.nextInt(60) : 0,
              type == EntryType.SYMLINK ? LinkTarget.of(target) : LinkTarget.NONE,
              type.isDevice() ? random.nextInt(1 << 20) : 0,
              type.isDevice() ? random.nextInt(1 << 20) : 0));
    }
    return entries;
  }

  private static List<StateRecord> all(StateSource source) throws IOException {
    List<StateRecord> records = new ArrayList<>();
    try (source) {
      for (var record = source.next(); record != null; record = source.next()) {
        records.add(record);
      }
    }
    return records;
  }
}
