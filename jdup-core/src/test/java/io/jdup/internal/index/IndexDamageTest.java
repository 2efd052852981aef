package io.jdup.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.tree.EntryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexDamageTest {
  private static final IndexKey KEY = IndexKey.of(new byte[] {1});

  @TempDir private Path temp;
  private Path file = Path.of("unset");
  private SignatureFileSource chain = Sigtars.chainOf(List.of());
  private List<String> right = List.of();

  @BeforeEach
  void writeIndex() throws IOException {
    file = temp.resolve("index");
    var full = new Sigtars().directory("");
    for (char name = 'a'; name <= 'z'; name++) {
      full.file("a-long-directory-name/" + name, name, "content");
    }
    chain = Sigtars.chain(List.of(full, new Sigtars().file("zz", 5, "new")));
    IndexWriter.write(merged(), file, KEY);
    right = ChainStateTest.lines(merged());
  }

  private StateSource merged() throws IOException {
    return ChainState.merged(chain, Refusals.STRICT, temp);
  }

  private List<String> listed() throws IOException {
    var index = IndexReader.open(file, KEY);
    return ChainStateTest.lines(
        index.isPresent() ? new RecoveringState(index.get(), this::merged) : merged());
  }

  @Test
  void soundIndexIsReadWithoutTheSignatureFiles() throws IOException {
    var index = IndexReader.open(file, KEY).orElseThrow();
    var state =
        new RecoveringState(
            index,
            () -> {
              throw new AssertionError("there was no need");
            });
    assertEquals(right, ChainStateTest.lines(state));
  }

  @Test
  void everyFlippedByteIsNoticedAndChangesNothing() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      assertFalse(isSound(), "byte " + i);
      assertEquals(right, listed(), "byte " + i);
    }
  }

  @Test
  void everyCutIsNoticedAndChangesNothing() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int length = 0; length < sound.length; length++) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertFalse(isSound(), length + " bytes");
      assertEquals(right, listed(), length + " bytes");
    }
  }

  @Test
  void bytesBehindTheEndAreNoticed() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(sound, sound.length + 1));
    assertFalse(isSound());
    assertEquals(right, listed());
  }

  private boolean isSound() throws IOException {
    var index = IndexReader.open(file, KEY);
    if (index.isEmpty()) {
      return false;
    }
    try {
      ChainStateTest.lines(index.get());
      return true;
    } catch (IndexDamagedException e) {
      return false;
    }
  }

  @Test
  void damageBehindTheFirstFramesIsMendedFromThereOn() throws IOException {
    var full = new Sigtars();
    for (int i = 1000; i < 9000; i++) {
      full.file("file-" + i, i, "");
    }
    chain = Sigtars.chain(List.of(full));
    IndexWriter.write(merged(), file, KEY);
    byte[] bytes = Files.readAllBytes(file);
    assertTrue(bytes.length > 3 * IndexFrame.FULL_BYTES);
    bytes[bytes.length - 100] ^= 1;
    Files.write(file, bytes);
    assertEquals(ChainStateTest.lines(merged()), listed());
  }

  @Test
  void indexOfOtherFilesIsNone() throws IOException {
    assertTrue(IndexReader.open(file, IndexKey.of(new byte[] {2})).isEmpty());
    assertTrue(IndexReader.open(temp.resolve("missing"), KEY).isEmpty());
  }

  @Test
  void unfinishedIndexIsNone() throws IOException {
    try (var writer = new IndexWriter(file)) {
      writer.add(new StateRecord(Kind.SNAPSHOT, Sigtars.entry("a", EntryType.DIRECTORY, 1), 0, 0));
    }
    assertTrue(IndexReader.open(file, KEY).isEmpty());
  }

  @Test
  void signatureIsNotTakenFromAPlaceWhereAnotherStands() throws IOException {
    List<StateRecord> records = new ArrayList<>();
    try (var state = merged()) {
      for (var record = state.next(); record != null; record = state.next()) {
        records.add(record);
      }
    }
    StateRecord one = records.get(2);
    StateRecord other = records.get(3);
    try (var bodies = new SignatureBodies(chain)) {
      assertThrows(
          IndexDamagedException.class,
          () ->
              bodies.body(
                  new StateRecord(one.kind(), one.entry(), one.file(), other.offsetBytes())));
      assertThrows(
          IndexDamagedException.class,
          () -> bodies.body(new StateRecord(one.kind(), one.entry(), 9, one.offsetBytes())));
    }
  }
}
