package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the index in the archive dir may change: how long a run takes, and nothing else. */
class StateIndexTest {
  private static final String INDEX = "jdup-state.index";

  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;
  private Path index = Path.of("unset");

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    index = chain.archive.resolve(INDEX);
    for (int file = 0; file < 30; file++) {
      chain.write("dir" + file % 3 + "/f" + file, 3000, file);
    }
    chain.backUp(remote);
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  private void change(int seed) throws IOException {
    chain.write("dir1/f" + (1 + 3 * (seed % 10)), 3000 + seed, 100 + seed);
    chain.write("new" + seed, 10, seed);
    Files.deleteIfExists(chain.source.resolve("dir2/f" + (2 + 3 * (seed % 10))));
  }

  private void assertAllStatesRestore() throws IOException {
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void unchangedRunAndListingReadNoSignatureFile() throws IOException {
    change(1);
    chain.backUp(remote);
    spoilSignatures();
    assertEquals(0, chain.backUp(remote).statistics().deltaEntries());
    assertEquals(1 + 3 + 30, listed().size()); // one was added and one deleted
  }

  @Test
  void damageOfASignatureFileIsNoticedWhenASignatureIsTakenFromIt() throws IOException {
    spoilSignatures();
    chain.write("dir1/f1", 3000, 77);
    assertThrows(CorruptBackupException.class, () -> chain.backUp(remote));
    assertEquals(1, chain.backUp(remote).statistics().changedFiles());
    chain.states.remove(Chain.START.plusSeconds(120));
    assertAllStatesRestore();
  }

  // In the middle, so that length and checksum at the end, which the index is bound to, stay.
  private void spoilSignatures() throws IOException {
    try (var files = Files.newDirectoryStream(chain.archive, "*.sigtar.gz")) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 20, bytes.length - 8, (byte) 0x55);
        Files.write(file, bytes);
      }
    }
  }

  @Test
  void editWithinTheSecondAtEqualSizeIsSeen() throws IOException {
    Path file = chain.source.resolve("dir1/f1");
    FileTime before = Files.getLastModifiedTime(file);
    byte[] other = Files.readAllBytes(file);
    other[7]++;
    Files.write(file, other);
    Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusNanos(1000)));
    assertEquals(1, chain.backUp(remote).statistics().changedFiles());
    assertAllStatesRestore();
  }

  @Test
  void editAtEqualTimeIsSeenByTheSize() throws IOException {
    Path file = chain.source.resolve("dir1/f1");
    FileTime before = Files.getLastModifiedTime(file);
    Files.write(file, new byte[5]);
    Files.setLastModifiedTime(file, before);
    assertEquals(1, chain.backUp(remote).statistics().changedFiles());
    assertAllStatesRestore();
  }

  @Test
  void deletedIndexIsMadeAgain() throws IOException {
    Files.delete(index);
    assertEquals(0, chain.backUp(remote).statistics().deltaEntries());
    assertTrue(Files.exists(index));
    Files.delete(index);
    change(2);
    chain.backUp(remote);
    assertAllStatesRestore();
  }

  @Test
  void damagedIndexChangesNothing() throws IOException {
    byte[] sound = Files.readAllBytes(index);
    for (int at = 3; at < sound.length; at += 97) {
      byte[] damaged = Files.readAllBytes(index);
      damaged[at % damaged.length] ^= 4;
      Files.write(index, damaged);
      assertEquals(0, chain.backUp(remote).statistics().deltaEntries(), "byte " + at);
    }
    change(3);
    byte[] damaged = Files.readAllBytes(index);
    damaged[damaged.length / 2] ^= 4;
    Files.write(index, damaged);
    var statistics = chain.backUp(remote).statistics();
    assertEquals(List.of(1L, 1L), List.of(statistics.newFiles(), statistics.deletedFiles()));
    assertAllStatesRestore();
  }

  @Test
  void staleIndexOfAnEarlierStateIsNotUsed() throws IOException {
    byte[] stale = Files.readAllBytes(index);
    change(4);
    chain.backUp(remote);
    Files.write(index, stale);
    change(5);
    chain.backUp(remote);
    assertAllStatesRestore();
  }

  @Test
  void indexOfAnotherChainIsNotUsed() throws IOException {
    try (var other = new Chain()) {
      other.write("dir1/f1", 3000, 1);
      other.backUp(new MemoryTransport());
      Files.copy(other.archive.resolve(INDEX), index, StandardCopyOption.REPLACE_EXISTING);
    }
    change(6);
    chain.backUp(remote);
    assertAllStatesRestore();
  }

  @Test
  void runThatDoesNotCommitLeavesTheIndexAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(index);
    chain.write("dir1/f1", 3000, 77);
    chain.change = settings -> settings.dryRun = true;
    chain.backUp(remote);
    assertArrayEquals(before, Files.readAllBytes(index));
  }

  @Test
  void manyTurnsAgreeWithARunThatHasNoIndex() throws IOException {
    for (int turn = 10; turn < 18; turn++) {
      change(turn);
      if (turn % 3 == 0) {
        Files.delete(index);
      }
      chain.backUp(remote);
      List<String> indexed = listed();
      Path aside = chain.work.resolve("aside");
      Files.move(index, aside);
      assertEquals(listed(), indexed);
      Files.move(aside, index);
    }
    assertAllStatesRestore();
    assertFalse(chain.leftovers().contains(INDEX));
  }

  private List<String> listed() throws IOException {
    List<String> lines = new ArrayList<>();
    Backups.at(remote)
        .archiveDir(chain.archive)
        .list(Instant.MAX, entry -> lines.add(entry.path() + " " + entry.modified()));
    return lines;
  }
}
